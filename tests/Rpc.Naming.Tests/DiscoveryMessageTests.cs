using System.Text;
using Rpc.Naming;
using Xunit;

namespace Rpc.Naming.Tests;

/// <summary>The two datagrams of discovery: what is written is read, and nothing else is.</summary>
public sealed class DiscoveryMessageTests
{
    private static readonly byte[] s_nonce = [.. Enumerable.Range(1, 16).Select(static i => (byte)i)];

    [Fact]
    public void A_question_is_the_bytes_of_the_page()
    {
        byte[] question = DiscoveryMessage.Question(s_nonce);

        Assert.Equal(320, question.Length);
        Assert.Equal("52504344010100000102030405060708090A0B0C0D0E0F10", Convert.ToHexString(question.AsSpan(0, 24)));
        Assert.All(question[24..], static b => Assert.Equal(0, b));
        Assert.True(DiscoveryMessage.TryReadQuestion(question, out ReadOnlySpan<byte> nonce));
        Assert.Equal(s_nonce, nonce.ToArray());
    }

    [Fact]
    public void An_answer_is_the_bytes_of_the_page()
    {
        byte[] answer = DiscoveryMessage.Answer(s_nonce, RemoteUri.Parse("rpc://10.0.0.5:9190/nameserver"));

        Assert.Equal("52504344010213000102030405060708090A0B0C0D0E0F10", Convert.ToHexString(answer.AsSpan(0, 24)));
        Assert.Equal("rpc://10.0.0.5:9190", Encoding.ASCII.GetString(answer.AsSpan(24)));
    }

    [Theory]
    [InlineData("rpc://10.0.0.5:9190")]
    [InlineData("rpcs://ns.example.com:443")]
    [InlineData("rpc://[fd00::5]:1")]
    [InlineData("rpc://127.0.0.1:65535")]
    public void An_answer_comes_back_as_it_was_given_and_is_never_longer_than_the_question(string address)
    {
        byte[] answer = DiscoveryMessage.Answer(s_nonce, RemoteUri.Parse(address));

        Assert.InRange(answer.Length, 1, DiscoveryMessage.QuestionLength);
        Assert.True(DiscoveryMessage.TryReadAnswer(answer, out ReadOnlySpan<byte> nonce, out RemoteUri? read));
        Assert.Equal(address + "/nameserver", read.ToString());
        Assert.Equal(s_nonce, nonce.ToArray());
    }

    [Fact]
    public void The_longest_host_fits()
    {
        string host = string.Join('.', Enumerable.Repeat(new string('a', 63), 3).Append(new string('b', 61)));
        byte[] answer = DiscoveryMessage.Answer(s_nonce, RemoteUri.ForHost(host, 65_535));

        Assert.InRange(answer.Length, 1, DiscoveryMessage.QuestionLength);
        Assert.True(DiscoveryMessage.TryReadAnswer(answer, out _, out RemoteUri? read));
        Assert.Equal(host, read.Host);
    }

    [Theory]
    [InlineData("rpc://0.0.0.0:9190")]
    [InlineData("rpc://[::]:9190")]
    [InlineData("rpc://10.0.0.5:0")]
    [InlineData("rpc://239.1.2.3:9190")]
    [InlineData("rpc://255.255.255.255:9190")]
    [InlineData("rpc://[ff02::1]:9190")]
    [InlineData("rpc://[fe80::1]:9190")]
    [InlineData("rpc+mem://bus/x")]
    [InlineData("rpc+unix:///run/x#x")]
    public void An_address_that_nobody_can_use_is_neither_written_nor_read(string address)
    {
        Assert.Throws<ArgumentException>(() => DiscoveryMessage.Answer(s_nonce, RemoteUri.Parse(address)));
        Assert.False(DiscoveryMessage.TryReadAnswer(Raw(address), out _, out _));
    }

    [Theory]
    [InlineData("rpcname:x")]
    [InlineData("http://10.0.0.5:80")]
    [InlineData("rpc://10.0.0.5:9190/other")]
    [InlineData("rpc://10.0.0.5:9190\n")]
    [InlineData("rpc://10.0.0.5:9190 ")]
    [InlineData("")]
    public void An_answer_that_holds_no_address_is_none(string text) => Assert.False(DiscoveryMessage.TryReadAnswer(Raw(text), out _, out _));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 2)]
    [InlineData(5, 2)]
    public void A_question_with_another_magic_version_or_kind_is_none(int at, byte value)
    {
        byte[] question = DiscoveryMessage.Question(s_nonce);
        question[at] = value;
        Assert.False(DiscoveryMessage.TryReadQuestion(question, out _));
    }

    [Fact]
    public void A_question_that_is_shorter_than_any_answer_may_be_is_none_and_a_longer_one_is_read()
    {
        byte[] question = DiscoveryMessage.Question(s_nonce);
        Assert.False(DiscoveryMessage.TryReadQuestion(question.AsSpan(0, 319), out _));
        byte[] longer = new byte[DiscoveryMessage.LongestQuestion];
        question.CopyTo(longer, 0);
        Assert.True(DiscoveryMessage.TryReadQuestion(longer, out _));
        Assert.False(DiscoveryMessage.TryReadQuestion([.. longer, 0], out _));
    }

    [Fact]
    public void A_nonce_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => DiscoveryMessage.Question(new byte[15]));

    [Fact]
    public void Mutated_datagrams_are_read_as_what_could_be_written_or_not_at_all()
    {
        const int Seed = 9190;
        var random = new Random(Seed);
        int read = 0;
        byte[] answer = DiscoveryMessage.Answer(s_nonce, RemoteUri.Parse("rpcs://ns.example.com:443"));
        for (int i = 0; i < 200_000; i++)
        {
            byte[] datagram = i % 4 == 0 ? DiscoveryMessage.Question(s_nonce) : [.. answer];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                datagram[random.Next(datagram.Length)] = (byte)random.Next(256);
            }

            if (DiscoveryMessage.TryReadAnswer(datagram, out ReadOnlySpan<byte> nonce, out RemoteUri? address))
            {
                read++;
                Assert.True(DiscoveryMessage.TryReadAnswer(DiscoveryMessage.Answer(nonce, address), out _, out RemoteUri? again));
                Assert.Equal(address, again);
            }

            DiscoveryMessage.TryReadQuestion(datagram, out _);
            DiscoveryMessage.TryReadAnswer(datagram.AsSpan(0, random.Next(datagram.Length + 1)), out _, out _);
        }

        // Changes of the nonce, of a letter of the host: most of these runs reach the reader of URIs.
        Assert.InRange(read, 10_000, 150_000);
    }

    /// <summary>An answer with any text.</summary>
    private static byte[] Raw(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        return [.. "RPCD"u8, 1, 2, (byte)bytes.Length, 0, .. s_nonce, .. bytes];
    }
}
