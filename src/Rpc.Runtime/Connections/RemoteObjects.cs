using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Codec;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <summary>The objects of the peer that this side has bound on a connection.</summary>
/// <remarks>
/// Thread-safe. Two first calls at the same time may bind an object twice, which is harmless; both then use one route.
/// Invariant: routes of references are kept while the reference is held, all others for the life of the connection.
/// </remarks>
internal sealed class RemoteObjects(CallChannel channel, Func<PendingCall, PooledBuffer, bool> start, Action<PooledBuffer> sendShapes)
{
    private ConcurrentDictionary<BindTarget, CallRoute>? _routes;
    private readonly ReferenceRoutes _references = new();
    private uint _last;

    /// <summary>Objects that are bound, as far as this side knows.</summary>
    public int Count => (_routes?.Count ?? 0) + _references.Count;

    /// <summary>Binds on a thread that blocks.</summary>
    public CallRoute Bind(BindTarget target, long deadline, CancellationToken cancellationToken)
    {
        if (Known(target) is { } known)
        {
            return known;
        }

        PooledBuffer message = Ask(target, wantDescriptor: false, out uint binding);
        var call = PendingResult<BoundPayload>.Rent(Read, SyncWaiter.Current);
        call.Prepare(new CallRoute(channel, 0, target.Uri, null), new CallStart(0, 0, deadline), "binding", cancellationToken);
        Start(call, message, target);
        channel.Wait(call);
        return Bound(target, binding, call.TakeResult());
    }

    public async ValueTask<CallRoute> BindAsync(BindTarget target, long deadline, CancellationToken cancellationToken)
    {
        if (Known(target) is { } known)
        {
            return known;
        }

        (uint binding, BoundPayload bound) = await AskAsync(target, wantDescriptor: false, deadline, cancellationToken).ConfigureAwait(false);
        return Bound(target, binding, bound);
    }

    /// <summary>Binds without a contract of one's own; gives the route and the descriptor as JSON.</summary>
    public async ValueTask<(CallRoute Route, string Descriptor)> DescribeAsync(BindTarget target, long deadline, CancellationToken cancellationToken)
    {
        (uint binding, BoundPayload bound) = await AskAsync(target, wantDescriptor: true, deadline, cancellationToken).ConfigureAwait(false);
        return (new CallRoute(channel, binding, target.Uri, null), bound.Descriptor);
    }

    /// <summary>A reference was given back: nobody will ask for it again.</summary>
    public void Forget(ulong reference) => _references.Remove(reference);

    public void Clear()
    {
        _routes?.Clear();
        _references.Clear();
    }

    private CallRoute? Known(BindTarget target) => target.Reference == 0 ? _routes?.GetValueOrDefault(target) : _references.Find(target);

    /// <summary>Keeps a route, or gives the one that is kept already.</summary>
    private CallRoute Keep(BindTarget target, CallRoute route)
    {
        if (target.Reference == 0)
        {
            // Made when needed: most connections of a server never bind anything.
            return (_routes ?? Interlocked.CompareExchange(ref _routes, new(concurrencyLevel: 1, capacity: 1), null) ?? _routes).GetOrAdd(target, route);
        }

        CallRoute kept = _references.GetOrAdd(target, route);
        if (!channel.References.IsHeld(target.Reference))
        {
            // It was given back while it was bound.
            _references.Remove(target.Reference);
        }

        return kept;
    }

    private static BoundPayload Read(ref RpcReader reader)
    {
        int length = reader.Remaining;
        return BoundPayload.Read(MemoryMarshal.CreateReadOnlySpan(in reader.Take(length), length));
    }

    private PooledBuffer Ask(BindTarget target, bool wantDescriptor, out uint binding)
    {
        binding = Interlocked.Increment(ref _last);
        PooledBuffer message = CallChannel.NewMessage();
        new BindPayload(binding, target.ObjectId, target.Reference, target.Contract?.Name ?? "", target.Contract?.Fingerprint ?? "", wantDescriptor).Write(message);
        return message;
    }

    private async ValueTask<(uint Binding, BoundPayload Bound)> AskAsync(BindTarget target, bool wantDescriptor, long deadline, CancellationToken cancellationToken)
    {
        PooledBuffer message = Ask(target, wantDescriptor, out uint binding);
        var call = PendingResult<BoundPayload>.Rent(Read, waiter: null);
        call.Prepare(new CallRoute(channel, 0, target.Uri, null), new CallStart(0, 0, deadline), "binding", cancellationToken);
        ValueTask<BoundPayload> bound = call.AsTask();
        Start(call, message, target);
        return (binding, await bound.ConfigureAwait(false));
    }

    private void Start(PendingCall call, PooledBuffer message, BindTarget target)
    {
        // No method runs while an object is bound.
        call.OutcomeIfLost = RpcOutcome.NotExecuted;
        if (!start(call, message))
        {
            message.Dispose();
            throw RemoteErrors.NotConnected(target.Uri, "the connection has just ended");
        }
    }

    /// <summary>Makes a route of the callee's answer.</summary>
    private CallRoute Bound(BindTarget target, uint binding, BoundPayload bound)
    {
        CallRoute route = bound.Equal || target.Contract is not { } own
            ? new CallRoute(channel, binding, target.Uri, null) { IsSession = bound.Session }
            : Match(target, own, binding, bound);

        // A session is its proxy's own: nobody else finds it here.
        return bound.Session ? route : Keep(target, route);
    }

    /// <summary>The contracts differ: finds the callee's number for each method that both know.</summary>
    private CallRoute Match(BindTarget target, ContractDescriptor own, uint binding, BoundPayload bound)
    {
        var numbers = new Dictionary<string, ushort>(StringComparer.Ordinal);
        for (int i = 0; i < bound.Signatures.Count; i++)
        {
            numbers.TryAdd(bound.Signatures[i], (ushort)i);
        }

        ushort unknown = numbers.ContainsKey("") ? CallRoute.Withheld : CallRoute.Missing;
        ushort[] map = [.. own.Methods.Select(m => numbers.GetValueOrDefault(m.Signature, unknown))];
        if (map.Length > 0 && Array.TrueForAll(map, static n => n == CallRoute.Missing))
        {
            throw new RpcException(RpcStatus.Unimplemented, $"The object at {target.Uri} is a {bound.Contract} and has no method of {own.Name}.", reason: RpcErrorReason.NoSuchMethod) { RemoteUri = target.Uri };
        }

        PooledBuffer shapes = CallChannel.NewMessage();
        new WireWriter(shapes).Write(binding);
        ShapeTable.Write(shapes, [.. own.Types.Select(static t => KeyValuePair.Create(t.Name, t.Shape))]);
        sendShapes(shapes);
        return new CallRoute(channel, binding, target.Uri, map) { Shapes = PeerShapes.Parse(bound.Shapes), IsSession = bound.Session };
    }
}
