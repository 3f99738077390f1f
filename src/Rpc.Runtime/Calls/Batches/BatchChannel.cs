using Microsoft.Extensions.Logging;
using Rpc.Buffers;
using Rpc.Security;

namespace Rpc.Calls;

/// <summary>The connection as a call of a batch sees it: its answer and its end go to the batch, everything else to the connection.</summary>
internal sealed class BatchChannel(CallChannel inner, BatchRun run) : CallChannel
{
    public override string PeerAddress => inner.PeerAddress;

    public override string? LocalUri => inner.LocalUri;

    public override RpcLimits Limits => inner.Limits;

    public override ILogger Logger => inner.Logger;

    public override ILogger Audit => inner.Audit;

    public override PeerIdentity? Identity
    {
        get => inner.Identity;
        init => throw new NotSupportedException("A batch is of whom its connection is.");
    }

    public override long? PeerUserId => inner.PeerUserId;

    public override ReferenceTable References => inner.References;

    public override StreamBudget Streams => inner.Streams;

    public override bool IsOpen => inner.IsOpen;

    public override int PendingCalls => inner.PendingCalls;

    public override bool HasOutputRoom => inner.HasOutputRoom;

    public override int PeerMaxMessageBytes => inner.PeerMaxMessageBytes;

    public override ulong LastCall => inner.LastCall;

    public override void Answer(IncomingCall call, AnswerKind kind, PooledBuffer message) => run.Answered(kind, message);

    public override void Finished(IncomingCall call) => run.Ended(call);

    /// <summary>Nothing to do: the batch stands in the connection's table for it.</summary>
    public override void Detach(IncomingCall call)
    {
    }

    public override IDisposable KeepUnread(int bytes) => inner.KeepUnread(bytes);

    public override void RunBlocking(Action<object?> work, object? state) => inner.RunBlocking(work, state);

    public override void Unbind(uint binding) => inner.Unbind(binding);

    public override void HandlerEntering(IncomingCall call)
    {
    }

    public override void BeforeBlocking(long token, bool standing) => inner.BeforeBlocking(token, standing);

    public override void CancelServed(ulong id) => inner.CancelServed(id);

    public override ValueTask<bool> WaitForOutputRoomAsync(long deadline, CancellationToken cancellationToken) => inner.WaitForOutputRoomAsync(deadline, cancellationToken);

    public override bool WaitForOutputRoom(long deadline, CancellationToken cancellationToken) => inner.WaitForOutputRoom(deadline, cancellationToken);

    public override bool HasRoomToPost(PooledBuffer message) => inner.HasRoomToPost(message);

    public override ValueTask<bool> WaitToPostAsync(PooledBuffer message, long deadline, CancellationToken cancellationToken) => inner.WaitToPostAsync(message, deadline, cancellationToken);

    public override bool WaitToPost(PooledBuffer message, long deadline, CancellationToken cancellationToken) => inner.WaitToPost(message, deadline, cancellationToken);

    public override bool TryStart(PendingCall call, PooledBuffer message) => inner.TryStart(call, message);

    public override bool TryPost(PooledBuffer message, PostedCall? posted = null) => inner.TryPost(message, posted);

    public override void Wait(PendingCall call) => inner.Wait(call);

    public override bool Abandon(PendingCall call) => inner.Abandon(call);

    public override CallRoute Bind(BindTarget target, long deadline, CancellationToken cancellationToken) => inner.Bind(target, deadline, cancellationToken);

    public override ValueTask<CallRoute> BindAsync(BindTarget target, long deadline, CancellationToken cancellationToken) => inner.BindAsync(target, deadline, cancellationToken);

    public override void GrantCredit(ulong id, int bytes) => inner.GrantCredit(id, bytes);

    public override void ExpectCalls() => inner.ExpectCalls();

    public override void ReleaseReference(ulong reference, bool last) => inner.ReleaseReference(reference, last);

    public override bool IsAnyPendingUpTo(ulong id) => inner.IsAnyPendingUpTo(id);
}
