using System.Runtime.InteropServices;
using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Codec;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <content>What outgoing calls use.</content>
internal sealed partial class RpcConnection
{
    private uint _lastBinding;

    public override bool HasOutputRoom => _output.HasRoom;

    public override ValueTask WaitForOutputRoomAsync(CancellationToken cancellationToken) => _output.WaitForRoomAsync(cancellationToken);

    public override bool WaitForOutputRoom(long deadline) => _output.WaitForRoom(deadline);

    public override bool TryStart(PendingCall call, PooledBuffer message) => TryStart(call, message, FrameType.Request);

    public override bool TryPost(PooledBuffer message)
    {
        if (!IsOpen)
        {
            return false;
        }

        _output.Add(FrameType.Request, FrameFlags.OneWay, _pending.NextId(), message);
        FlushForCaller();
        return true;
    }

    public override bool Abandon(PendingCall call)
    {
        if (_pending.TryTake(call.Id) is null)
        {
            return false;
        }

        _output.AbortLong(FrameType.Request, call.Id);
        _output.AddControl(FrameType.Cancel, call.Id, default);
        FlushWithoutBlocking();
        return true;
    }

    public override CallRoute Bind(BindTarget target, long deadline)
    {
        if (_routes.TryGetValue(target, out CallRoute? known))
        {
            return known;
        }

        (uint binding, PooledBuffer message) = NewBind(target, wantDescriptor: false);
        var call = PendingResult<BoundPayload>.Rent(ReadBound, SyncWaiter.Current);
        call.Prepare(new CallRoute(this, 0, target.Uri, null), new CallStart(0, 0, deadline), "binding", default);
        StartBind(call, message, target);
        Wait(call);
        return Bound(target, binding, call.TakeResult());
    }

    public override async ValueTask<CallRoute> BindAsync(BindTarget target, CancellationToken cancellationToken)
    {
        if (_routes.TryGetValue(target, out CallRoute? known))
        {
            return known;
        }

        (uint binding, BoundPayload bound) = await AskAsync(target, wantDescriptor: false, cancellationToken).ConfigureAwait(false);
        return Bound(target, binding, bound);
    }

    /// <summary>Binds without a contract of one's own; gives the route and the descriptor as JSON.</summary>
    public async ValueTask<(CallRoute Route, string Descriptor)> DescribeAsync(BindTarget target, CancellationToken cancellationToken)
    {
        (uint binding, BoundPayload bound) = await AskAsync(target, wantDescriptor: true, cancellationToken).ConfigureAwait(false);
        return (new CallRoute(this, binding, target.Uri, null), bound.Descriptor);
    }

    public override void GrantCredit(ulong id, int bytes)
    {
        Span<byte> body = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(body, (uint)bytes);
        _output.AddControl(FrameType.Credit, id, body);
        FlushWithoutBlocking();
    }

    public override void ReleaseReference(ulong reference, uint count)
    {
        Span<byte> body = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(body, count);
        _output.AddControl(FrameType.Release, reference, body);
        FlushWithoutBlocking();
    }

    public override void ExpectCalls() => EnsureStandingReader();

    private static BoundPayload ReadBound(ref RpcReader reader)
    {
        int length = reader.Remaining;
        ReadOnlySpan<byte> body = MemoryMarshal.CreateReadOnlySpan(in reader.Take(length), length);
        return BoundPayload.Read(body);
    }

    private bool TryStart(PendingCall call, PooledBuffer message, FrameType type)
    {
        if (!IsOpen || !_pending.TryAdd(call))
        {
            return false;
        }

        call.WatchCancellation();
        Activate();
        _output.Add(type, FrameFlags.None, call.Id, message);
        if (call.Waiter is not null)
        {
            FlushForCaller();
            return true;
        }

        EnsureStandingReader();
        if (_pending.Count > 1)
        {
            _output.FlushQueued();
        }
        else
        {
            _output.FlushSoon();
        }

        return true;
    }

    /// <summary>Sends on the caller's thread where that thread may block, and leaves it to the reader's batch where it is the reader.</summary>
    private void FlushForCaller()
    {
        if (_transport.CanBlock)
        {
            _output.FlushBlocking();
        }
        else
        {
            _output.FlushSoon();
        }
    }

    private (uint Binding, PooledBuffer Message) NewBind(BindTarget target, bool wantDescriptor)
    {
        uint binding = Interlocked.Increment(ref _lastBinding);
        PooledBuffer message = NewMessage();
        new BindPayload(binding, target.ObjectId, target.Reference, target.Contract?.Name ?? "", target.Contract?.Fingerprint ?? "", wantDescriptor).Write(message);
        return (binding, message);
    }

    private async ValueTask<(uint Binding, BoundPayload Bound)> AskAsync(BindTarget target, bool wantDescriptor, CancellationToken cancellationToken)
    {
        (uint binding, PooledBuffer message) = NewBind(target, wantDescriptor);
        var call = PendingResult<BoundPayload>.Rent(ReadBound, waiter: null);
        call.Prepare(new CallRoute(this, 0, target.Uri, null), CallStart.Now(-1), "binding", cancellationToken);
        ValueTask<BoundPayload> bound = call.AsTask();
        StartBind(call, message, target);
        return (binding, await bound.ConfigureAwait(false));
    }

    private void StartBind(PendingCall call, PooledBuffer message, BindTarget target)
    {
        if (!TryStart(call, message, FrameType.Bind))
        {
            message.Dispose();
            throw RemoteErrors.NotConnected(target.Uri, "the connection has just ended");
        }
    }

    /// <summary>Makes a route of the callee's answer: where contracts differ, finds the callee's number for each method that both know.</summary>
    private CallRoute Bound(BindTarget target, uint binding, BoundPayload bound)
    {
        if (bound.Equal || target.Contract is null)
        {
            return _routes.GetOrAdd(target, new CallRoute(this, binding, target.Uri, null));
        }

        ushort[] map = new ushort[target.Contract.Methods.Count];
        int known = 0;
        for (int i = 0; i < map.Length; i++)
        {
            int at = IndexOf(bound.Signatures, target.Contract.Methods[i].Signature);
            map[i] = at < 0 ? CallRoute.Missing : (ushort)at;
            known += at < 0 ? 0 : 1;
        }

        if (known == 0 && map.Length > 0)
        {
            throw new RpcException(RpcStatus.Unimplemented, $"The object at {target.Uri} is a {bound.Contract} and has no method of {target.Contract.Name}.", reason: RpcErrorReason.NoSuchMethod) { RemoteUri = target.Uri };
        }

        PooledBuffer shapes = NewMessage();
        ShapeTable.Write(shapes, [.. target.Contract.Types.Select(static t => KeyValuePair.Create(t.Name, t.Shape))]);
        _output.Add(FrameType.Shapes, FrameFlags.None, binding, shapes);
        return _routes.GetOrAdd(target, new CallRoute(this, binding, target.Uri, map) { Shapes = new PeerShapes(bound.Shapes) });
    }

    private static int IndexOf(IReadOnlyList<string> signatures, string signature)
    {
        for (int i = 0; i < signatures.Count; i++)
        {
            if (signatures[i] == signature)
            {
                return i;
            }
        }

        return -1;
    }
}
