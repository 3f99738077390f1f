using Rpc.Calls;

namespace Rpc.Dispatch;

/// <summary>An object that was added to a server, or exported by reference; or the place of one that a factory makes.</summary>
/// <param name="name">Its id.</param>
/// <param name="target">The object itself; null where a factory makes it.</param>
/// <param name="service">How it is called.</param>
internal sealed class ObjectEntry(string name, object? target, ObjectService service) : CallTarget
{
    private readonly HandlerPace[] _paces = HandlerPace.ForEach(service.Dispatcher.Descriptor);
    private readonly bool _isPlain = service.IsPlain;
    private volatile ObjectEntry? _successor;
    private volatile bool _isGone;
    private volatile LoadCounters? _load;

    public override ContractDescriptor Descriptor => service.Dispatcher.Descriptor;

    public override string Name => name;

    public override bool DetailedErrors => service.DetailedErrors;

    public override AccessRule? Access => service.Access;

    public override LoadCounters? Load => _load;

    /// <summary>The object itself; null where a factory makes it.</summary>
    public object? Target => target;

    /// <summary>Lets calls in one at a time; null for as they come.</summary>
    public SerialGate? Gate { get; init; }

    /// <summary>Makes the object, or one for each call; null where it was given.</summary>
    public InstanceSource? Source { get; init; }

    /// <summary>Makes what serves one session; null where all callers are served alike.</summary>
    public Func<ServedSession>? Sessions { get; init; }

    /// <summary>Removed from its server: bindings that still point here answer as if it had never been.</summary>
    public bool IsRemoved => _isGone && _successor is null;

    public override HandlerPace PaceOf(int method) => _paces[method];

    public override CallTarget Open() => _successor is { } next ? next.Open() : _isGone || Sessions is null ? this : Sessions();

    /// <summary>Has its calls counted from now on, whenever somebody watches.</summary>
    public LoadCounters WatchLoad()
    {
        LoadCounters? load = _load;
        if (load is null)
        {
            load = new LoadCounters(Descriptor.Methods.Count);
            load = Interlocked.CompareExchange(ref _load, load, null) ?? load;
        }

        return load;
    }

    /// <summary>Takes it out of service. Calls through bindings that exist go to its successor, if it has one.</summary>
    public void End(ObjectEntry? successor = null)
    {
        _successor = successor;
        _isGone = true;
        Source?.End();
    }

    public override ValueTask DispatchAsync(IncomingCall call)
    {
        if (_isGone)
        {
            return Successor().DispatchAsync(call);
        }

        return _isPlain && Gate is null && Source is null
            ? service.Dispatcher.DispatchAsync(target!, call.MethodNumber, call)
            : service.DispatchAsync(call, target, Gate, Source);
    }

    /// <summary>Who serves instead, in the end: replaced objects may have been replaced again.</summary>
    private ObjectEntry Successor()
    {
        ObjectEntry last = this;
        while (last._successor is { } next)
        {
            last = next;
        }

        if (last._isGone)
        {
            throw new RpcException(RpcStatus.NotFound, $"The object {name} was removed.", reason: RpcErrorReason.NoSuchObject);
        }

        if (last != this)
        {
            _successor = last;
        }

        return last;
    }
}
