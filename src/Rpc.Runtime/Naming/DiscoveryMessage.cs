using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rpc.Naming;

/// <summary>The two datagrams by which a name server is found on the network, byte by byte as docs/discovery.md has them. Pure functions, thread-safe.</summary>
public static class DiscoveryMessage
{
    /// <summary>The UDP port at which name servers hear questions unless they are told another one: 9190.</summary>
    public const int Port = RemoteUri.DefaultNameServerPort;

    /// <summary>Bytes of a nonce: 16.</summary>
    public const int NonceLength = 16;

    /// <summary>Bytes of a question, and the most that an answer may have: 320. So an answer is never longer than what it answers.</summary>
    public const int QuestionLength = 320;

    /// <summary>A question of a later version may be longer, up to 1232 bytes, which pass every IPv6 link whole.</summary>
    public const int LongestQuestion = 1232;

    private const int HeaderLength = 24;
    private const byte Version = 1;
    private const byte QuestionKind = 1;
    private const byte AnswerKind = 2;

    private static ReadOnlySpan<byte> Magic => "RPCD"u8;

    /// <summary>The IPv4 group at which questions are sent: 239.255.91.90, of the block that stays within a site.</summary>
    public static IPAddress Group { get; } = IPAddress.Parse("239.255.91.90");

    /// <summary>The IPv6 group of one link: ff12::d15c:9190.</summary>
    public static IPAddress LinkGroup { get; } = IPAddress.Parse("ff12::d15c:9190");

    /// <summary>The IPv6 group of a site, which routers may pass on: ff15::d15c:9190.</summary>
    public static IPAddress SiteGroup { get; } = IPAddress.Parse("ff15::d15c:9190");

    /// <summary>A question.</summary>
    /// <param name="nonce">16 random bytes, which the answer brings back.</param>
    /// <exception cref="ArgumentException">The nonce has another length.</exception>
    public static byte[] Question(ReadOnlySpan<byte> nonce)
    {
        byte[] datagram = new byte[QuestionLength];
        WriteHeader(datagram, QuestionKind, 0, nonce);
        return datagram;
    }

    /// <summary>Reads a question. False for anything else; nothing throws.</summary>
    /// <param name="datagram">What came in.</param>
    /// <param name="nonce">The part of <paramref name="datagram"/> that the answer has to bring back.</param>
    public static bool TryReadQuestion(ReadOnlySpan<byte> datagram, out ReadOnlySpan<byte> nonce)
    {
        // A short one would be answered with more than it cost its sender.
        bool fits = datagram.Length is >= QuestionLength and <= LongestQuestion && IsHeader(datagram, QuestionKind);
        nonce = fits ? Nonce(datagram) : default;
        return fits;
    }

    /// <summary>An answer.</summary>
    /// <param name="nonce">The question's.</param>
    /// <param name="address">Where the name server is reached: <c>rpc://</c> or <c>rpcs://</c>, a host and a port. An object id is left out.</param>
    /// <exception cref="ArgumentException">The nonce has another length, or the address is none that an asker could use.</exception>
    public static byte[] Answer(ReadOnlySpan<byte> nonce, RemoteUri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        string text = address.WithoutObject().ToString();
        if (!IsUsable(address) || HeaderLength + text.Length > QuestionLength)
        {
            throw new ArgumentException($"{address} is no address that another program could use.", nameof(address));
        }

        byte[] datagram = new byte[HeaderLength + text.Length];
        WriteHeader(datagram, AnswerKind, (ushort)text.Length, nonce);
        Encoding.ASCII.GetBytes(text, datagram.AsSpan(HeaderLength));
        return datagram;
    }

    /// <summary>Reads an answer. False for anything else, and for an address that nobody could use; nothing throws.</summary>
    /// <param name="datagram">What came in.</param>
    /// <param name="nonce">The part of <paramref name="datagram"/> that must be a question's.</param>
    /// <param name="address">Where the name server is reached, with its object id.</param>
    public static bool TryReadAnswer(ReadOnlySpan<byte> datagram, out ReadOnlySpan<byte> nonce, [NotNullWhen(true)] out RemoteUri? address)
    {
        nonce = default;
        address = null;
        if (datagram.Length is < HeaderLength or > LongestQuestion || !IsHeader(datagram, AnswerKind))
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(datagram[6..]);
        ReadOnlySpan<byte> text = datagram[HeaderLength..];
        if (length > text.Length || text[..length].ContainsAnyExceptInRange((byte)'!', (byte)'~')
            || !RemoteUri.TryParse(Encoding.ASCII.GetString(text[..length]), out RemoteUri? uri) || uri.ObjectId is not null || !IsUsable(uri))
        {
            return false;
        }

        nonce = Nonce(datagram);
        address = uri.WithObject(RemoteUri.NameServerObjectId);
        return true;
    }

    private static bool IsUsable(RemoteUri uri) => uri.Scheme is RemoteScheme.Tcp or RemoteScheme.Tls && uri.Port != 0
        && (!IPAddress.TryParse(uri.Host, out IPAddress? host) || IsOneHost(host));

    private static bool IsOneHost(IPAddress host) => host.AddressFamily == AddressFamily.InterNetworkV6
        ? !host.IsIPv6Multicast && !host.IsIPv6LinkLocal && !host.Equals(IPAddress.IPv6Any)
        : host.GetAddressBytes()[0] is > 0 and < 224;

    private static bool IsHeader(ReadOnlySpan<byte> datagram, byte kind) => datagram.StartsWith(Magic) && datagram[4] == Version && datagram[5] == kind;

    private static ReadOnlySpan<byte> Nonce(ReadOnlySpan<byte> datagram) => datagram.Slice(8, NonceLength);

    private static void WriteHeader(Span<byte> datagram, byte kind, ushort length, ReadOnlySpan<byte> nonce)
    {
        if (nonce.Length != NonceLength)
        {
            throw new ArgumentException($"A nonce has {NonceLength} bytes, not {nonce.Length}.", nameof(nonce));
        }

        Magic.CopyTo(datagram);
        datagram[4] = Version;
        datagram[5] = kind;
        BinaryPrimitives.WriteUInt16LittleEndian(datagram[6..], length);
        nonce.CopyTo(datagram[8..]);
    }
}
