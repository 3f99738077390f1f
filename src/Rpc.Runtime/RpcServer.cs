using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Calls;
using Rpc.Connections;
using Rpc.Diagnostics;
using Rpc.Dispatch;
using Rpc.Naming;
using Rpc.Stubs;
using Rpc.Transports;
using Rpc.Wiring;

namespace Rpc;

/// <summary>Serves objects: listens, dispatches calls to them, and registers their names. Thread-safe.</summary>
public sealed class RpcServer : IAsyncDisposable
{
    private static readonly ObjectOptions s_defaults = new();

    private readonly RpcServerOptions _options;
    private readonly ILogger _logger;
    private readonly ServerHost _host;
    private readonly Lazy<Publisher> _publisher;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _stopping;
    private EventHandler<RpcPeerEventArgs>? _connected;
    private EventHandler<RpcPeerEventArgs>? _disconnected;

    /// <summary>A server that listens nowhere yet.</summary>
    public RpcServer(RpcServerOptions? options = null)
    {
        _options = options ?? new RpcServerOptions();
        _logger = _options.LoggerFactory?.CreateLogger("Rpc.Server") ?? NullLogger.Instance;
        _host = new ServerHost(_options, _logger);
        _publisher = new Lazy<Publisher>(() => new Publisher(_host.Client.Names));
    }

    /// <summary>A client has connected. Handlers of this and of <see cref="Disconnected"/> run one after another, in the order of the events, on a thread on which they may block; what they throw is logged.</summary>
    public event EventHandler<RpcPeerEventArgs>? Connected
    {
        add
        {
            lock (_host.Events)
            {
                _connected += value;
                _host.Changed ??= Tell;
            }
        }

        remove
        {
            lock (_host.Events)
            {
                _connected -= value;
            }
        }
    }

    /// <summary>The connection of a client has ended, with the reason.</summary>
    public event EventHandler<RpcPeerEventArgs>? Disconnected
    {
        add
        {
            lock (_host.Events)
            {
                _disconnected += value;
                _host.Changed ??= Tell;
            }
        }

        remove
        {
            lock (_host.Events)
            {
                _disconnected -= value;
            }
        }
    }

    /// <summary>A client that shares this server's options: for objects here that call others.</summary>
    public RpcClient Client => _host.Client;

    /// <summary>The connections that are open now.</summary>
    internal IReadOnlyList<RpcConnection> Connections => _host.Connections;

    /// <summary>Listens at an address: <c>rpc://127.0.0.1:0</c> lets the system choose the port. May be called several times.</summary>
    /// <returns>The address with the port that was bound.</returns>
    /// <exception cref="IOException">The address is taken or not of this machine, or a file of <see cref="RpcServerOptions.Tls"/> cannot be used; the message names it.</exception>
    /// <exception cref="InvalidOperationException">The address is <c>rpcs://</c>, and <see cref="RpcServerOptions.Tls"/> is not set or incomplete.</exception>
    public ValueTask<RemoteUri> ListenAsync(RemoteUri uri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_stopping != 0, this);
        (ITransportListener listener, RemoteUri bound) = Endpoint.Listen(uri, () => _host.Tls);
        Start(listener, bound);
        if (uri.Scheme == RemoteScheme.Tcp && !_options.IsGuarded && !ServerHost.IsLoopback(uri))
        {
            RpcLog.ListeningOpenly(_logger, bound.ToString());
        }

        return new ValueTask<RemoteUri>(bound);
    }

    /// <inheritdoc cref="ListenAsync(RemoteUri, CancellationToken)"/>
    /// <exception cref="FormatException">The text is not a URI; the message says where.</exception>
    public ValueTask<RemoteUri> ListenAsync(string uri, CancellationToken cancellationToken = default) => ListenAsync(RemoteUri.Parse(uri), cancellationToken);

    /// <summary>Serves the connections that a listener of one's own accepts: over any reliable, ordered stream of bytes.</summary>
    /// <param name="listener">Belongs to the server from now on, which disposes it when it stops.</param>
    /// <param name="address">What objects' URIs start with, where this is the first address. Clients reach it by <see cref="RpcClientOptions.Connect"/>, or as the scheme says.</param>
    /// <param name="cancellationToken">Checked at the beginning.</param>
    /// <exception cref="ArgumentException">The address is a name that a name server would have to resolve.</exception>
    public ValueTask<RemoteUri> ListenAsync(ITransportListener listener, RemoteUri address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(listener);
        ArgumentNullException.ThrowIfNull(address);
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_stopping != 0, this);
        if (address.NeedsNameServer)
        {
            throw new ArgumentException($"{address} cannot be listened on: give an address, as in rpc://host:port or rpc+mem://name.", nameof(address));
        }

        Start(listener, address.WithoutObject());
        return new ValueTask<RemoteUri>(address.WithoutObject());
    }

    /// <summary>Makes an object callable through <typeparamref name="T"/>, and through nothing else of its class.</summary>
    /// <param name="target">The object. Its methods run concurrently, unless the options say otherwise. It is not disposed by the server.</param>
    /// <param name="objectId">Its id; null for a random one, which nobody can guess.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The object's URI, at the first address that the server listens on.</returns>
    /// <exception cref="InvalidOperationException">The server does not listen yet, or <typeparamref name="T"/> is not a <c>[Remote]</c> interface.</exception>
    /// <exception cref="RpcException"><see cref="RpcStatus.AlreadyExists"/>: the id or the object is there already.</exception>
    public RemoteUri Add<T>(T target, string? objectId = null, ObjectOptions? options = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(target);
        RemoteUri uri = UriOf(objectId);
        options ??= s_defaults;
        var entry = new ObjectEntry(uri.ObjectId!, target, Service<T>(uri.ObjectId!, options)) { Gate = options.Concurrency == Concurrency.Serial ? new SerialGate() : null };
        _host.Objects.Add(entry, options.Replace);
        return uri;
    }

    /// <summary>Makes objects callable that <paramref name="factory"/> makes when they are needed, and that are disposed when they are not needed any more.</summary>
    /// <param name="factory">Makes an object for the call whose context it gets, on that call's thread; may be called by several at the same time. What it throws the caller hears, and the next call tries again.</param>
    /// <param name="mode">How many there are and how long each lives.</param>
    /// <param name="objectId">The id; null for a random one.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The URI, at the first address that the server listens on.</returns>
    /// <exception cref="InvalidOperationException">The server does not listen yet, or <typeparamref name="T"/> is not a <c>[Remote]</c> interface.</exception>
    /// <exception cref="RpcException"><see cref="RpcStatus.AlreadyExists"/>: the id is there already.</exception>
    public RemoteUri Add<T>(Func<CallContext, ValueTask<T>> factory, InstanceMode mode, string? objectId = null, ObjectOptions? options = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(factory);
        return AddMade<T>(id => FactoryObjects.Disposed(id, factory), mode, objectId, options);
    }

    /// <summary>Makes objects callable that end with something else than themselves: with the scope of services that they were made in, for example.</summary>
    /// <inheritdoc cref="Add{T}(Func{CallContext, ValueTask{T}}, InstanceMode, string, ObjectOptions)"/>
    public RemoteUri Add<T>(Func<CallContext, ValueTask<OwnedInstance<T>>> factory, InstanceMode mode, string? objectId = null, ObjectOptions? options = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(factory);
        return AddMade<T>(id => FactoryObjects.Released(id, factory), mode, objectId, options);
    }

    private RemoteUri AddMade<T>(Func<string, Func<CallContext, ValueTask<MadeInstance>>> factory, InstanceMode mode, string? objectId, ObjectOptions? options)
        where T : class
    {
        if (!Enum.IsDefined(mode))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode.");
        }

        RemoteUri uri = UriOf(objectId);
        options ??= s_defaults;
        _host.Objects.Add(FactoryObjects.Entry(uri.ObjectId!, factory(uri.ObjectId!), mode, Service<T>(uri.ObjectId!, options), options.Concurrency == Concurrency.Serial, _host.Disposals), options.Replace);
        return uri;
    }

    private RemoteUri UriOf(string? objectId)
    {
        if (objectId is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(objectId);
        }

        RemoteUri address = _host.Address ?? throw new InvalidOperationException($"Call {nameof(ListenAsync)} before {nameof(Add)}: an object has no URI while its server listens nowhere.");
        return address.WithObject(objectId ?? RandomId.New());
    }

    private ObjectService Service<T>(string objectId, ObjectOptions options)
        where T : class
    {
        Dispatcher dispatcher = ContractRegistry.Get<T>().Dispatcher;
        return new ObjectService(dispatcher, _options.DetailedErrors)
        {
            Access = AccessRule.For(dispatcher.Descriptor, objectId, options.RequireRoles, _options.Authorizer, options.Authorizer),
            FlowContext = options.FlowCallContext,
            Context = options.SynchronizationContext,
            Interceptors = _host.Interceptors,
        };
    }

    /// <summary>Removes an object: calls to it fail with <see cref="RpcStatus.NotFound"/> from now on. False when there is none with that id.</summary>
    public bool Remove(string objectId) => _host.Objects.Remove(objectId);

    /// <summary>Adds an object, unless it was added before, and registers its URI with the name server, which lists it as long as this process renews the lease.</summary>
    /// <exception cref="RpcException"><see cref="RpcStatus.Unavailable"/>: no name server answers. <see cref="RpcStatus.AlreadyExists"/>: the name is taken and the options say to fail then.</exception>
    public async ValueTask<Publication> PublishAsync<T>(string name, T target, PublishOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(target);
        if (_host.Objects.Find(target) is { } added && added.Descriptor == ContractRegistry.Get<T>().Descriptor && _host.Address is { } address)
        {
            return await _publisher.Value.PublishAsync(name, address.WithObject(added.Name), options, cancellationToken).ConfigureAwait(false);
        }

        return await PublishOrRemoveAsync(name, Add(target), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds objects that a factory makes, and registers their URI with the name server.</summary>
    /// <param name="name">The name.</param>
    /// <param name="factory">See <see cref="Add{T}(Func{CallContext, ValueTask{T}}, InstanceMode, string, ObjectOptions)"/>.</param>
    /// <param name="mode">How many objects there are and how long each lives.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="objectOptions">Null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait for the name server.</param>
    /// <exception cref="RpcException"><see cref="RpcStatus.Unavailable"/>: no name server answers. <see cref="RpcStatus.AlreadyExists"/>: the name is taken and the options say to fail then.</exception>
    public async ValueTask<Publication> PublishAsync<T>(string name, Func<CallContext, ValueTask<T>> factory, InstanceMode mode, PublishOptions? options = null, ObjectOptions? objectOptions = null, CancellationToken cancellationToken = default)
        where T : class => await PublishOrRemoveAsync(name, Add(factory, mode, options: objectOptions), options, cancellationToken).ConfigureAwait(false);

    /// <summary>Registers the URI of an object with the name server that was added before. It stays added whatever becomes of that.</summary>
    /// <param name="name">The name.</param>
    /// <param name="added">What <see cref="Add{T}(T, string, ObjectOptions)"/> gave.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait for the name server.</param>
    /// <exception cref="RpcException"><see cref="RpcStatus.Unavailable"/>: no name server answers. <see cref="RpcStatus.AlreadyExists"/>: the name is taken and the options say to fail then.</exception>
    /// <exception cref="ArgumentException">There is no such object here.</exception>
    public ValueTask<Publication> PublishAsync(string name, RemoteUri added, PublishOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(added);
        if (added.ObjectId is not { } id || !_host.Objects.Contains(id))
        {
            throw new ArgumentException($"This server has no object at {added}: add it before it is published.", nameof(added));
        }

        return _publisher.Value.PublishAsync(name, added, options, cancellationToken);
    }

    private async ValueTask<Publication> PublishOrRemoveAsync(string name, RemoteUri added, PublishOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            return await _publisher.Value.PublishAsync(name, added, options, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Remove(added.ObjectId!);
            throw;
        }
    }

    /// <summary>Serves until the token fires or the process is asked to end (SIGINT, SIGTERM), then stops in order. For programs without a host.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Ask(PosixSignalContext context)
        {
            context.Cancel = true;
            asked.TrySetResult();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
        await using (cancellationToken.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), asked).ConfigureAwait(false))
        {
            await Task.WhenAny(asked.Task, _stopped.Task).ConfigureAwait(false);
        }

        await StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Takes its names off the list, accepts nothing new, lets running calls end within <see cref="RpcServerOptions.DrainTimeout"/>, then closes. Bounded in time.</summary>
    /// <param name="cancellationToken">Ends the waiting early; connections are then closed at once.</param>
    public async ValueTask StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _stopping, 1) != 0)
        {
            await _stopped.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            if (_publisher.IsValueCreated)
            {
                await _publisher.Value.DisposeAsync().ConfigureAwait(false);
            }

            await _host.StopAsync(_options.DrainTimeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _stopped.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => StopAsync();

    private void Start(ITransportListener listener, RemoteUri bound)
    {
        _host.Start(_options.Listener?.Invoke(listener) ?? listener, bound);
        RpcLog.Listening(_logger, bound.ToString());
    }

    private void Tell(RpcConnection connection, bool begins)
    {
        if ((begins ? _connected : _disconnected) is { } handlers)
        {
            var arguments = new RpcPeerEventArgs(connection.PeerAddress, connection.EndReason);
            _host.Events.Add(begins ? nameof(Connected) : nameof(Disconnected), () => handlers(this, arguments));
        }
    }
}
