using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using Rpc.Tasks.RabbitMq.Publishing;

namespace Rpc.Tasks.RabbitMq.Links;

/// <summary>The broker as a backend has it: two connections, as one on which is published is not read while the broker is short of memory, and acknowledgements must get through then. Thread-safe.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly RabbitLink _publishing;
    private readonly Lock _lock = new();
    private readonly Func<RabbitLink> _newConsuming;
    private RabbitLink? _consuming;
    private volatile bool _disposed;

    public Broker(Uri address, RabbitMqOptions options, TimeProvider clock, ILoggerFactory? loggers)
    {
        Name = BrokerAddress.Name(address);
        Options = options;
        Clock = clock;
        Log = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Rpc.Tasks.RabbitMq");
        var factory = new ConnectionFactory
        {
            Uri = address,

            // Recovery is this code's: the library's may leave a consumer behind that the broker does not know.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = options.Heartbeat,
            RequestedConnectionTimeout = options.ConnectTimeout,
            HandshakeContinuationTimeout = options.ConnectTimeout,
            ContinuationTimeout = options.ConnectTimeout,
        };
        _publishing = new RabbitLink(factory, "publishing", this);
        _newConsuming = () => new RabbitLink(factory, "consuming", this);
        Publisher = new RabbitPublisher(_publishing, this);
    }

    /// <summary>What to call it in messages.</summary>
    public string Name { get; }

    public RabbitMqOptions Options { get; }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    public Topology Topology { get; } = new();

    public RabbitPublisher Publisher { get; }

    /// <summary>The connection of consumers, which begins when the first worker joins.</summary>
    public RabbitLink Consuming
    {
        get
        {
            ThrowIfDisposed();
            lock (_lock)
            {
                return _consuming ??= Started(_newConsuming());
            }
        }
    }

    /// <summary>What is wrong with the connections; null for nothing.</summary>
    public string? Problem
    {
        get
        {
            lock (_lock)
            {
                return _publishing.Problem ?? _consuming?.Problem;
            }
        }
    }

    /// <summary>Connects for the first time.</summary>
    /// <exception cref="RpcException">It does not work, and why.</exception>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _publishing.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new RpcException(RpcStatus.Unavailable, $"{Name} cannot be reached: {RabbitProblems.Of(exception)} Check address, user and vhost, and that the broker runs.", innerException: exception);
        }

        Publisher.Start();
    }

    /// <exception cref="ObjectDisposedException">The backend is closed.</exception>
    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await Publisher.DisposeAsync().ConfigureAwait(false);
        await _publishing.DisposeAsync().ConfigureAwait(false);
        RabbitLink? consuming;
        lock (_lock)
        {
            consuming = _consuming;
        }

        if (consuming is not null)
        {
            await consuming.DisposeAsync().ConfigureAwait(false);
        }

        Topology.Dispose();
    }

    private static RabbitLink Started(RabbitLink link)
    {
        link.Start();
        return link;
    }
}
