using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Rpc.NameServer.Discovery;
using Rpc.Naming;
using Rpc.Testing;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.NameServer.Tests;

/// <summary>A name server that can be found: what it answers, to whom, and how often.</summary>
public sealed class DiscoveryResponderTests
{
    private static Task<NameServerHost> StartAsync(int port, string listen = "rpc://127.0.0.1:0", string? advertise = null, LogBook? log = null) => NameServerHost.StartAsync(new NameServerOptions
    {
        Listen = RemoteUri.Parse(listen),
        Advertise = advertise is null ? null : RemoteUri.Parse(advertise),
        Discovery = new DiscoveryOptions { Port = port },
        LoggerFactory = log,
    }).AsTask();

    [Fact]
    public async Task A_question_is_answered_with_the_listeners_address_and_its_own_nonce()
    {
        int port = AskingSocket.FreePort();
        await using NameServerHost host = await StartAsync(port);
        using var asker = new AskingSocket(port);

        Assert.Equal(host.Uri.WithoutObject().ToString(), await asker.AskAsync());
    }

    [Fact]
    public async Task A_search_finds_it_and_a_client_reaches_it_there()
    {
        int port = AskingSocket.FreePort();
        await using NameServerHost host = await StartAsync(port, "rpc://0.0.0.0:0");
        IReadOnlyList<RemoteUri> found = await new NameDiscovery { Port = port, Timeout = TimeSpan.FromSeconds(10) }.FindAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(found);
        await using var client = new RpcClient();
        foreach (RemoteUri uri in found)
        {
            Assert.Equal(host.Uri.Port, uri.Port);
            Assert.Equal(1, await client.Get<INameServer>(uri).CountAsync());
        }
    }

    [Fact]
    public async Task One_that_was_not_asked_to_cannot_be_found()
    {
        int port = AskingSocket.FreePort();
        await using NameServerHost host = await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse("rpc://127.0.0.1:0") });

        Assert.Empty(await new NameDiscovery { Port = port, Timeout = TimeSpan.FromMilliseconds(300) }.FindAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_no_question_gets_no_answer_is_counted_and_disturbs_nobody()
    {
        int port = AskingSocket.FreePort();
        using var ignored = new IgnoredCount("Malformed");
        await using NameServerHost host = await StartAsync(port);
        using var noise = new AskingSocket(port);
        var random = new Random(26);
        byte[] question = DiscoveryMessage.Question(new byte[16]);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] datagram = new byte[random.Next(0, 1500)];
            random.NextBytes(datagram);
            question.AsSpan(0, Math.Min(random.Next(0, 6), datagram.Length)).CopyTo(datagram);
            if (datagram.Length > 5 && datagram[5] == question[5])
            {
                // By chance it would be a question.
                datagram[5]++;
            }

            noise.Send(datagram);
        }

        noise.Send(question.AsSpan(0, 319));
        noise.Send(DiscoveryMessage.Answer(new byte[16], RemoteUri.Parse("rpc://10.0.0.1:1")));
        Assert.Empty(await noise.AnswersAsync(1, TimeSpan.FromMilliseconds(300)));
        using var asker = new AskingSocket(port);
        Assert.Equal(host.Uri.WithoutObject().ToString(), await asker.AskAsync());
        Assert.InRange(ignored.Count, 1, int.MaxValue);
    }

    [Fact]
    public async Task A_flood_of_questions_gets_a_bounded_number_of_answers()
    {
        int port = AskingSocket.FreePort();
        await using NameServerHost host = await StartAsync(port);
        using var asker = new AskingSocket(port);
        await asker.AskAsync();
        using var ignored = new IgnoredCount("TooMany");
        byte[] question = DiscoveryMessage.Question(new byte[16]);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (int i = 0; i < 5_000; i++)
        {
            asker.Send(question);
        }

        int answers = (await asker.AnswersAsync(5_000, TimeSpan.FromSeconds(1.5))).Count;

        // The second that was begun, and each that has begun since.
        Assert.InRange(answers, 1, AnswerBudget.MostPerAsker * (2 + (int)watch.Elapsed.TotalSeconds));
        Assert.InRange(ignored.Count, 1, int.MaxValue);
    }

    [Fact]
    public void A_budget_holds_for_each_asker_and_for_all_and_begins_anew_each_second()
    {
        var clock = new ManualTime();
        var budget = new AnswerBudget(clock);
        var one = IPAddress.Parse("10.0.0.1");
        Assert.Equal(AnswerBudget.MostPerAsker, Enumerable.Range(0, 200).Count(_ => budget.TryTake(one)));
        Assert.True(budget.TryTake(IPAddress.Parse("10.0.0.2")));
        Assert.Equal(AnswerBudget.MostInAll - AnswerBudget.MostPerAsker - 1, Enumerable.Range(0, 5_000).Count(i => budget.TryTake(new IPAddress([10, 1, (byte)(i / 256), (byte)i]))));
        clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(budget.TryTake(IPAddress.Parse("10.2.0.1")));
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(budget.TryTake(one));
    }

    [Fact]
    public async Task Two_name_servers_of_a_machine_share_the_port_and_both_answer()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "127.255.255.255 is a broadcast address on Linux only.");
        int port = AskingSocket.FreePort();
        await using NameServerHost one = await StartAsync(port);
        await using NameServerHost other = await StartAsync(port);
        using var asker = new AskingSocket(port, broadcast: true);
        asker.Send(DiscoveryMessage.Question(new byte[16]));

        Assert.Equal(
            new[] { one.Uri, other.Uri }.Select(static uri => uri.WithoutObject().ToString()).Order(StringComparer.Ordinal),
            (await asker.AnswersAsync(2, TimeSpan.FromSeconds(10))).Select(static answer => answer.Address).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_on_loopback_says_once_that_others_cannot_find_it()
    {
        using var log = new LogBook();
        await using NameServerHost host = await StartAsync(AskingSocket.FreePort(), log: log);

        Assert.Contains("this machine only", Assert.Single(log.Of(427)), StringComparison.Ordinal);
        Assert.Equal(1, log.Count(426));
    }

    [Theory]
    [InlineData("rpc://127.0.0.1:1", null, "10.0.0.9", null)]
    [InlineData("rpc://127.0.0.1:1", null, "127.0.0.1", "rpc://127.0.0.1:1")]
    [InlineData("rpc://127.0.0.1:1", "rpc://10.0.0.5:2", "10.0.0.9", null)]
    [InlineData("rpc://localhost:1", null, "10.0.0.9", null)]
    [InlineData("rpc://10.0.0.5:1", null, "10.0.0.9", "rpc://10.0.0.5:1")]
    [InlineData("rpc://0.0.0.0:1", null, "127.0.0.1", "rpc://127.0.0.1:1")]
    [InlineData("rpc://0.0.0.0:1", "rpcs://ns.example.com:2", "10.0.0.9", "rpcs://ns.example.com:2")]
    [InlineData("rpcs://[::]:1", null, "::1", "rpcs://[::1]:1")]
    public void The_answer_fits_the_asker(string listener, string? advertised, string asker, string? answer)
    {
        Assert.SkipWhen(asker.Contains(':', StringComparison.Ordinal) && !Socket.OSSupportsIPv6, "this machine has no IPv6");
        var address = new AnswerAddress(RemoteUri.Parse(listener), advertised is null ? null : RemoteUri.Parse(advertised));

        Assert.Equal(answer, address.For(IPAddress.Parse(asker), arrival: 1)?.ToString());
    }

    [Fact]
    public void Another_host_is_never_told_a_loopback_address_by_one_that_listens_on_all()
    {
        var address = new AnswerAddress(RemoteUri.Parse("rpc://0.0.0.0:1"), advertised: null);
        IPAddress own = ReachableAddress.Primary(AddressFamily.InterNetwork);
        RemoteUri? answer = address.For(IPAddress.Parse("198.51.100.7"), arrival: 1);

        Assert.SkipWhen(IPAddress.IsLoopback(own), "this machine has loopback only");
        Assert.Equal(own.ToString(), answer?.Host);
    }

    [Theory]
    [InlineData("rpc+mem://discovered", null, "over the network")]
    [InlineData("rpc://127.0.0.1:0", "rpc://0.0.0.0:1", "where a server listens")]
    [InlineData("rpc://127.0.0.1:0", "rpc+mem://x/nameserver", "over the network")]
    public async Task What_cannot_be_found_is_refused_at_the_start(string listen, string? advertise, string reason)
    {
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(AskingSocket.FreePort(), listen, advertise));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_another_program_has_for_itself_is_an_error_that_names_it()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Any, 0));
        int port = ((IPEndPoint)other.LocalEndPoint!).Port;

        IOException error = await Assert.ThrowsAsync<IOException>(() => StartAsync(port));
        Assert.Contains($"UDP port {port}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rpc://0.0.0.0:0", null)]
    [InlineData("rpc://127.0.0.1:0", "rpc://ns.example.com:9190")]
    public async Task It_lists_itself_under_an_address_that_others_can_use(string listen, string? advertise)
    {
        await using NameServerHost host = await StartAsync(AskingSocket.FreePort(), listen, advertise);

        string own = Assert.Single((await host.Service.LookupAsync(NameRules.OwnName)).Instances).Uri;
        Assert.Equal(advertise is null ? $"rpc://{ReachableAddress.Primary(AddressFamily.InterNetwork)}:{host.Uri.Port}/nameserver" : advertise + "/nameserver", own);
    }

    /// <summary>What the meter says of datagrams that were ignored for one reason, in this process.</summary>
    private sealed class IgnoredCount : IDisposable
    {
        private readonly MeterListener _listener = new();
        private int _count;

        public IgnoredCount(string reason)
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "rpc.ns.discovery.ignored")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
            {
                if ((string?)tags[0].Value == reason)
                {
                    Interlocked.Increment(ref _count);
                }
            });
            _listener.Start();
        }

        public int Count => Volatile.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
