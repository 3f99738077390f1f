namespace Rpc;

/// <summary>What a peer can make this side spend. One immutable record for a client or a server.</summary>
/// <remarks>A client or server that is made with a value outside the range that its member names throws <see cref="ArgumentOutOfRangeException"/>.</remarks>
public sealed record RpcLimits
{
    private readonly int? _maxConnections;

    /// <summary>Connections a server holds at once. Default 10,000, or 80 % of the descriptors that the process may have less 128 where that is smaller and the system has such a limit; 1 or more.</summary>
    public int MaxConnections
    {
        get => _maxConnections ?? Transports.DescriptorLimit.DefaultConnections;
        init => _maxConnections = value;
    }

    /// <summary>Connections whose handshake is not done. Default 100; 1 or more. One more is closed at once: a flood cannot hold descriptors for long.</summary>
    public int MaxPendingHandshakes { get; init; } = 100;

    /// <summary>Time a peer has for its handshake. Default 10 s; more than zero, at most 24 days.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Handshakes of one remote address (of IPv6, of one /64) that a server's token or hook may refuse within <see cref="DeniedHandshakeWindow"/>. Default 20; 0 for any number. With the last one its further connections are closed unheard for that time; those that are open stay.</summary>
    public int MaxDeniedHandshakes { get; init; } = 20;

    /// <summary>The time in which refused handshakes are counted, and for which an address with too many is shut out. Default 1 min; more than zero, at most 24 days.</summary>
    public TimeSpan DeniedHandshakeWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Handlers running at once for one connection, counted until they end, also when their caller cancelled. Default 1,024; 1 or more. One more is refused at once, never queued.</summary>
    public int MaxRunningHandlers { get; init; } = 1_024;

    /// <summary>Bytes of one message: arguments, a result, or an item of a stream. Default 64 MiB; 1 KiB to 1 GiB. A larger one is refused to its sender and the connection lives.</summary>
    public int MaxMessageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Bytes of the headers of one call or answer, their lengths included. Default 16 KiB; 4 bytes to 64 KiB. A call with more is refused and the connection lives.</summary>
    public int MaxHeaderBytes { get; init; } = 16 * 1024;

    /// <summary>Bytes of one connection that have arrived and are not decoded: messages in chunks that are not complete, and requests whose handler has not begun. Default 128 MiB; at least <see cref="MaxMessageBytes"/>. A message over it is refused.</summary>
    public long MaxIncompleteBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>The same bytes over all connections of a server or client. Default 0, which stands for 25 % of the memory that the process may use; else at least <see cref="MaxMessageBytes"/>. A message over it is refused.</summary>
    public long MaxIncompleteBytesInAll { get; init; }

    /// <summary>Time in which nothing comes of a message in chunks before it is dropped and its call fails. Default 30 s; more than zero, at most 24 days. Looked at once a second.</summary>
    public TimeSpan IncompleteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests of one connection that have begun to arrive and are not answered, nested ones too. Default 4,096; 1 or more. One more is refused at once.</summary>
    public int MaxOpenRequests { get; init; } = 4_096;

    /// <summary>Bytes waiting to be sent on one connection before callers wait (back-pressure). Messages longer than 64 KiB count by themselves, against as much, and hold back only one-way senders of such. Default 4 MiB; 64 KiB or more.</summary>
    public long MaxUnsentBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes of the operating system's buffers of each socket, 0 for its own choice: tests make them tiny.</summary>
    internal int SocketBufferBytes { get; init; }

    /// <summary>Objects that one connection may bind, and references it may hold. Default 65,536 each; 1 or more.</summary>
    public int MaxBindings { get; init; } = 65_536;

    /// <summary>Bytes of unread items that a stream's reader allows its writer at first. Default 64 KiB; 4 KiB to 1 MiB. After items have lain unread for a second it is 4 KiB, until they are read again.</summary>
    public int StreamWindowBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes to which a stream's window grows, doubling, while its reader waits for its writer. Default 1 MiB; from <see cref="StreamWindowBytes"/> to 64 MiB. A larger one helps on a fast link with a long way only.</summary>
    public int MaxStreamWindowBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of the windows of all streams that are read over one connection, less 4 KiB for each. Default 16 MiB; 0 or more, and 0 means that no window grows over 4 KiB. First windows take at most half of it.</summary>
    public long MaxStreamBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Depth to which calls may nest through callbacks. Default 256; 1 to 256, because the wire counts in one byte.</summary>
    public int MaxCallDepth { get; init; } = 256;

    /// <summary>Time a peer may leave all output unread, or take no chunk of what waits in chunks, before it is dropped. Default 30 s; more than zero, at most 24 days.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Silence after which a ping is sent. Default 5 s; more than zero, at most 24 days. After two unanswered pings the connection is dead.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(5);
}
