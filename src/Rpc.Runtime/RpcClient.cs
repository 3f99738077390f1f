using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Calls;
using Rpc.Connections;
using Rpc.Dispatch;
using Rpc.Load;
using Rpc.Naming;
using Rpc.Stubs;
using Rpc.Wiring;

namespace Rpc;

/// <summary>Makes proxies for objects in other programs, and holds the connections to them: one per address. Thread-safe; make one per program.</summary>
public sealed class RpcClient : IAsyncDisposable
{
    private readonly RpcClientOptions _options;
    private readonly ClientHost _host;
    private readonly ProxyHost _proxies;
    private readonly EventQueue _events;
    private readonly Lazy<NameClient> _names;
    private EventHandler<RpcConnectionEventArgs>? _connectionChanged;

    /// <summary>A client. Nothing is connected or resolved before the first call.</summary>
    public RpcClient(RpcClientOptions? options = null)
        : this(options ?? new RpcClientOptions(), objects: null, address: static () => null)
    {
    }

    internal RpcClient(RpcClientOptions options, ObjectTable? objects, Func<RemoteUri?> address)
    {
        _options = options;
        ILogger logger = options.LoggerFactory?.CreateLogger("Rpc.Client") ?? NullLogger.Instance;
        _proxies = new ProxyHost(options.TimeProvider, logger, options.Interceptors.Count == 0 ? null : [.. options.Interceptors]);
        _host = new ClientHost(options, logger, new StubBinder(objects, address, () => this, options.DetailedErrors, _proxies, options.Proxy), ClientGate.Of(options));
        _events = new EventQueue(logger);
        _names = new Lazy<NameClient>(MakeNameClient);
    }

    /// <summary>A connection is being made, was made, drains or has ended, or connecting has failed. Handlers run one after another, in the order of the changes, on a thread on which they may block; what they throw is logged.</summary>
    public event EventHandler<RpcConnectionEventArgs>? ConnectionChanged
    {
        add
        {
            lock (_events)
            {
                _connectionChanged += value;
                _host.Pool.Changed ??= Tell;
            }
        }

        remove
        {
            lock (_events)
            {
                _connectionChanged -= value;
            }
        }
    }

    /// <summary>Resolves names; shared by all proxies of this client.</summary>
    public NameClient Names => _names.Value;

    /// <summary>The connections that are open now.</summary>
    internal IReadOnlyList<RpcConnection> Connections => _host.Pool.Connections;

    /// <summary>How this client stands with each address that it has called: connected or not, how often connecting has failed, when it is tried next.</summary>
    /// <returns>A copy, in no order. Addresses that were not used for long may be missing.</returns>
    public IReadOnlyList<RpcConnectionInfo> GetConnections() => _host.Pool.Describe();

    /// <summary>A proxy for the object at <paramref name="uri"/>. No I/O: the first call resolves, connects and binds.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not a <c>[Remote]</c> interface of a project built with the generator.</exception>
    public T Get<T>(RemoteUri uri, ProxyOptions? options = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(uri);
        return ContractRegistry.Get<T>().CreateProxy(Target(uri, options));
    }

    /// <inheritdoc cref="Get{T}(RemoteUri, ProxyOptions?)"/>
    /// <exception cref="FormatException">The text is not a URI; the message says where.</exception>
    public T Get<T>(string uri, ProxyOptions? options = null)
        where T : class => Get<T>(RemoteUri.Parse(uri), options);

    /// <summary>Collects calls of one object that are sent together, and run one after another.</summary>
    /// <param name="proxy">A proxy of any client; its options hold for the batch.</param>
    /// <exception cref="ArgumentException"><paramref name="proxy"/> is not a proxy.</exception>
    public RpcBatch CreateBatch<T>(T proxy)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(proxy);
        ObjectDisposedException.ThrowIf(_host.Pool.IsDisposed, this);
        return new RpcBatch(proxy as ProxyBase ?? throw new ArgumentException($"A {proxy.GetType()} is not a proxy: it is the object itself.", nameof(proxy)), ContractRegistry.Get<T>().Descriptor);
    }

    /// <summary>The time that it takes to reach an object and come back, binding it anew.</summary>
    /// <exception cref="RpcException">It cannot be reached.</exception>
    public async ValueTask<TimeSpan> PingAsync(RemoteUri uri, CancellationToken cancellationToken = default)
    {
        (RpcConnection connection, BindTarget binding) = await ConnectAsync(uri, cancellationToken).ConfigureAwait(false);
        long start = TimeProvider.System.GetTimestamp();
        (CallRoute route, _) = await connection.DescribeAsync(binding, Deadline.After(Timeout()), cancellationToken).ConfigureAwait(false);
        route.End();
        return TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>What an object is called, told by its server again and again, until the enumeration is ended or the server stops. The server counts only meanwhile. No contract assembly is needed.</summary>
    /// <param name="uri">The object; of a name with several instances, one of them.</param>
    /// <param name="stretch">How long each stretch is: 100 ms to 1 min; null for a second.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RpcException">It cannot be reached, or this client may not bind it.</exception>
    public async IAsyncEnumerable<ObjectLoad> WatchLoadAsync(RemoteUri uri, TimeSpan? stretch = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        RemoteUri address = await Names.ResolveAsync(uri, cancellationToken).ConfigureAwait(false);
        ILoadReporter reporter = Get<ILoadReporter>(address.WithObject(LoadReporter.ObjectId), new ProxyOptions { IsTraced = false });
        string objectId = address.ObjectId ?? throw new RpcException(RpcStatus.InvalidArgument, $"{address} names no object: add its id after the address, as in rpc://host:port/id.", reason: RpcErrorReason.NoSuchObject);
        await foreach (ObjectLoad load in reporter.WatchAsync(objectId, (int)(stretch ?? TimeSpan.FromSeconds(1)).TotalMilliseconds, cancellationToken).ConfigureAwait(false))
        {
            yield return load;
        }
    }

    /// <summary>What an object can do, told by itself: no contract assembly is needed.</summary>
    /// <exception cref="RpcException">It cannot be reached.</exception>
    public async ValueTask<ContractDescriptor> DescribeAsync(RemoteUri uri, CancellationToken cancellationToken = default)
    {
        using RpcJsonObject opened = await OpenJsonAsync(uri, cancellationToken).ConfigureAwait(false);
        return opened.Contract;
    }

    /// <summary>Binds an object for many calls in JSON. No contract assembly is needed.</summary>
    /// <exception cref="RpcException">It cannot be reached.</exception>
    public async ValueTask<RpcJsonObject> OpenJsonAsync(RemoteUri uri, CancellationToken cancellationToken = default)
    {
        (RpcConnection connection, BindTarget binding) = await ConnectAsync(uri, cancellationToken).ConfigureAwait(false);
        (CallRoute route, string descriptor) = await connection.DescribeAsync(binding, Deadline.After(Timeout()), cancellationToken).ConfigureAwait(false);
        try
        {
            return new RpcJsonObject(route, uri, ContractDescriptor.Parse(descriptor), Timeout());
        }
        catch (FormatException exception)
        {
            route.End();
            throw RemoteErrors.UndecodableResult(exception, "describing", uri.ToString());
        }
    }

    /// <summary>Calls a method by name with JSON arguments: an array in parameter order, or an object by parameter name. No contract assembly is needed.</summary>
    /// <remarks>Each call binds the object for itself: of an object with a session for each proxy, every call finds a new one.</remarks>
    /// <returns>The result as JSON; <c>null</c> for a method without one.</returns>
    /// <exception cref="RpcException">There is no such method, the arguments do not fit, or the call failed.</exception>
    public async ValueTask<JsonElement> CallJsonAsync(RemoteUri uri, string method, string jsonArguments, CancellationToken cancellationToken = default)
    {
        using RpcJsonObject opened = await OpenJsonAsync(uri, cancellationToken).ConfigureAwait(false);
        return await opened.CallAsync(method, jsonArguments, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls a method that gives a stream; see <see cref="CallJsonAsync"/>.</summary>
    public async IAsyncEnumerable<JsonElement> StreamJsonAsync(RemoteUri uri, string method, string jsonArguments, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using RpcJsonObject opened = await OpenJsonAsync(uri, cancellationToken).ConfigureAwait(false);
        await foreach (JsonElement item in opened.StreamAsync(method, jsonArguments, cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    /// <summary>Ends all connections: calls under way fail.</summary>
    public ValueTask DisposeAsync()
    {
        if (_names.IsValueCreated)
        {
            _names.Value.Stop();
        }

        _host.Pool.Dispose();
        return ValueTask.CompletedTask;
    }

    private AddressedTarget Target(RemoteUri uri, ProxyOptions? options) => uri.NeedsNameServer
        ? new NameTarget(uri, _host.Pool, () => _names.Value, options ?? _options.Proxy, _proxies)
        : new UriTarget(uri, _host.Pool, options ?? _options.Proxy, _proxies);

    private void Tell(RpcConnectionInfo connection)
    {
        if (_connectionChanged is { } handlers)
        {
            _events.Add(nameof(ConnectionChanged), () => handlers(this, new RpcConnectionEventArgs(connection)));
        }
    }

    private ValueTask<(RpcConnection Connection, BindTarget Binding)> ConnectAsync(RemoteUri uri, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return Target(uri, null).ConnectAsync(Deadline.After(Timeout()), cancellationToken);
    }

    private long Timeout() => Deadline.Milliseconds(_options.Proxy.Timeout);

    private NameClient MakeNameClient() => new(
        uri => Get<INameServer>(uri, new ProxyOptions { Retry = RetryOptions.None, IsTraced = false }),
        new NameClientOptions
        {
            NameServers = _options.NameServers,
            Discovery = _options.Discovery,
            TimeProvider = _options.TimeProvider,
            LoggerFactory = _options.LoggerFactory,
        });
}
