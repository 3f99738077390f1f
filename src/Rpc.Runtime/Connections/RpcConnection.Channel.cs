using System.Buffers.Binary;
using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <content>What outgoing calls use.</content>
internal sealed partial class RpcConnection
{
    /// <summary>How often the end of a binding looks whether what it must not overtake has left.</summary>
    private const int UnbindMilliseconds = 20;

    public override bool HasOutputRoom => _output.HasRoom;

    public override ValueTask<bool> WaitForOutputRoomAsync(long deadline, CancellationToken cancellationToken) => OutputThatIsFull().WaitForRoomAsync(0, deadline, cancellationToken);

    public override bool WaitForOutputRoom(long deadline, CancellationToken cancellationToken) => OutputThatIsFull().WaitForRoom(0, deadline, cancellationToken);

    public override bool HasRoomToPost(PooledBuffer message) => _output.HasRoomFor(message.Length);

    public override ValueTask<bool> WaitToPostAsync(PooledBuffer message, long deadline, CancellationToken cancellationToken) => OutputThatIsFull().WaitForRoomAsync(message.Length, deadline, cancellationToken);

    public override bool WaitToPost(PooledBuffer message, long deadline, CancellationToken cancellationToken) => OutputThatIsFull().WaitForRoom(message.Length, deadline, cancellationToken);

    public override bool TryStart(PendingCall call, PooledBuffer message) => TryStart(call, message, FrameType.Request);

    public override bool TryPost(PooledBuffer message, PostedCall? posted = null)
    {
        LookFirst();
        if (!IsOpen)
        {
            return false;
        }

        if (posted is null || OutputQueue.IsLong(message.Length))
        {
            // A long one is complete only behind frames that were sent after it, so their answers say nothing of it: it is not kept.
            posted?.Forget();
            if (OutputQueue.IsLong(message.Length))
            {
                // Nobody waits for an answer, and somebody must read the acknowledgements of its chunks.
                _reader.EnsureStanding();
            }

            _output.Add(FrameType.Request, FrameFlags.OneWay, _pending.NextId(), message);
        }
        else if (!_posted.TryAdd(posted, message, _output, _pending, out bool ask))
        {
            return false;
        }
        else if (ask)
        {
            AskAfterPosted();
        }

        _output.FlushBlocking();
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
        _output.FlushSoon();
        return true;
    }

    public override CallRoute Bind(BindTarget target, long deadline, CancellationToken cancellationToken) => _remote.Bind(target, deadline, cancellationToken);

    public override ValueTask<CallRoute> BindAsync(BindTarget target, long deadline, CancellationToken cancellationToken) => _remote.BindAsync(target, deadline, cancellationToken);

    /// <inheritdoc cref="RemoteObjects.DescribeAsync"/>
    public ValueTask<(CallRoute Route, string Descriptor)> DescribeAsync(BindTarget target, long deadline, CancellationToken cancellationToken) => _remote.DescribeAsync(target, deadline, cancellationToken);

    public override void GrantCredit(ulong id, int bytes)
    {
        AddCredit(id, bytes);
        _output.FlushSoon();
    }

    private void AddCredit(ulong id, int bytes)
    {
        Span<byte> body = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(body, (uint)bytes);
        _output.AddControl(FrameType.Credit, id, body);
    }

    public override ulong LastCall => _pending.LastId;

    public override bool IsAnyPendingUpTo(ulong id) => _pending.IsAnyUpTo(id);

    public override void ReleaseReference(ulong reference, bool last)
    {
        if (last)
        {
            _remote.Forget(reference);
        }

        Span<byte> body = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(body, 1);
        _output.AddControl(FrameType.Release, reference, body);
        _output.FlushSoon();
    }

    public override void Unbind(uint binding)
    {
        if (_output.HasLong)
        {
            _ = UnbindLaterAsync(binding);
            return;
        }

        if (_closing == 0)
        {
            _output.AddControl(FrameType.Unbind, binding, default);
            _output.FlushSoon();
        }
    }

    /// <summary>A long one-way call through the binding may still be on its way, and small frames overtake it.</summary>
    private async Task UnbindLaterAsync(uint binding)
    {
        while (_closing == 0 && _output.HasLong)
        {
            await Task.Delay(UnbindMilliseconds).ConfigureAwait(false);
        }

        Unbind(binding);
    }

    public override void ExpectCalls() => _reader.EnsureStanding();

    private OutputQueue OutputThatIsFull()
    {
        _notes.OutputFull();
        return _output;
    }

    private bool TryStart(PendingCall call, PooledBuffer message, FrameType type)
    {
        LookFirst();
        if ((!IsOpen && !(call.BelongsToRunning && _closing == 0 && !_cannotSend)) || !_pending.TryAdd(call))
        {
            return false;
        }

        Activate();
        _output.Add(type, FrameFlags.None, call.Id, message);

        // After the request: the peer must not hear of the cancellation first.
        call.WatchCancellation();
        if (call.Waiter is not null)
        {
            // Its thread is about to wait, and sends before that; see Wait.
            return true;
        }

        _reader.EnsureStanding();
        if (IsReadersBatch || IsReaderAwake)
        {
            return true;
        }

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
}
