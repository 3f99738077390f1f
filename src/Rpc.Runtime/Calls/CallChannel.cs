using Microsoft.Extensions.Logging;
using Rpc.Buffers;
using Rpc.Security;

namespace Rpc.Calls;

/// <summary>What calls need of a connection. The connection implements it; neither side sees more of the other.</summary>
/// <remarks>All members are thread-safe. Messages start with <see cref="FrameRoom"/> bytes that the connection fills in; the connection owns and disposes a message it is given.</remarks>
internal abstract class CallChannel
{
    /// <summary>Bytes that a message leaves free at its start for the connection's header.</summary>
    public const int FrameRoom = 16;

    public abstract string PeerAddress { get; }

    /// <summary>Where this side listens, as the peer has reached it; null on the side that has connected.</summary>
    public virtual string? LocalUri => null;

    /// <summary>Who the peer is; null where its handshake did not say.</summary>
    public abstract PeerIdentity? Identity { get; init; }

    /// <summary>The user id of the peer's process, on Unix sockets; null elsewhere.</summary>
    public abstract long? PeerUserId { get; }

    /// <summary>Where is logged who was kept from what.</summary>
    public abstract ILogger Audit { get; }

    public abstract RpcLimits Limits { get; }

    public abstract ILogger Logger { get; }

    /// <summary>Live objects that travel over this connection.</summary>
    public abstract ReferenceTable References { get; }

    /// <summary>What the streams that this side reads may keep unread together.</summary>
    public abstract StreamBudget Streams { get; }

    /// <summary>Whether new calls can be made.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>Calls of this side that have no answer yet.</summary>
    public abstract int PendingCalls { get; }

    /// <summary>Whether output, less the messages in chunks, is below its limit; callers wait otherwise.</summary>
    public abstract bool HasOutputRoom { get; }

    /// <summary>The longest message that the peer takes.</summary>
    public abstract int PeerMaxMessageBytes { get; }

    /// <summary>Waits until <see cref="HasOutputRoom"/>, the connection ends, or the token fires. False when <paramref name="deadline"/> passed first.</summary>
    public abstract ValueTask<bool> WaitForOutputRoomAsync(long deadline, CancellationToken cancellationToken);

    /// <summary>The same for a thread that blocks. False when <paramref name="deadline"/> passed first.</summary>
    public abstract bool WaitForOutputRoom(long deadline, CancellationToken cancellationToken);

    /// <summary>Whether a one-way message can be queued; its sender waits otherwise, for a long one longer than for a short one.</summary>
    public abstract bool HasRoomToPost(PooledBuffer message);

    /// <summary>Waits until <see cref="HasRoomToPost"/>, as <see cref="WaitForOutputRoomAsync"/> does. The message stays the caller's.</summary>
    public abstract ValueTask<bool> WaitToPostAsync(PooledBuffer message, long deadline, CancellationToken cancellationToken);

    /// <summary>The same for a thread that blocks.</summary>
    public abstract bool WaitToPost(PooledBuffer message, long deadline, CancellationToken cancellationToken);

    /// <summary>Registers and sends a call. False, with nothing sent, when the connection takes no more calls; the message is then still the caller's.</summary>
    public abstract bool TryStart(PendingCall call, PooledBuffer message);

    /// <summary>Sends a call that has no answer. False as in <see cref="TryStart"/>. What <paramref name="posted"/> stands for is sent again if the peer turns out not to have taken it; null where that is not wanted.</summary>
    public abstract bool TryPost(PooledBuffer message, PostedCall? posted = null);

    /// <summary>Blocks this thread until the call is completed: reads the connection itself where it can, and runs calls of its own chain meanwhile.</summary>
    public abstract void Wait(PendingCall call);

    /// <summary>Takes a call out and tells the peer to stop. True when it was still pending: the caller then completes it.</summary>
    public abstract bool Abandon(PendingCall call);

    /// <summary>Binds an object; part of a call, so it blocks or awaits like one.</summary>
    public abstract CallRoute Bind(BindTarget target, long deadline, CancellationToken cancellationToken);

    /// <inheritdoc cref="Bind"/>
    public abstract ValueTask<CallRoute> BindAsync(BindTarget target, long deadline, CancellationToken cancellationToken);

    /// <summary>Tells the peer that a binding is not used any more.</summary>
    public abstract void Unbind(uint binding);

    /// <summary>Allows the peer to send more of a stream.</summary>
    public abstract void GrantCredit(ulong id, int bytes);

    /// <summary>The peer may call from now on: somebody must read even while this side makes no calls.</summary>
    public abstract void ExpectCalls();

    /// <summary>Tells the peer that a reference which it exported is held once less; <paramref name="last"/>: not any more.</summary>
    public abstract void ReleaseReference(ulong reference, bool last);

    /// <summary>The id of the last call that was started.</summary>
    public abstract ulong LastCall { get; }

    /// <summary>Whether a call with that id or a lower one has no answer yet.</summary>
    public abstract bool IsAnyPendingUpTo(ulong id);

    /// <summary>A handler is about to run its first instruction.</summary>
    public abstract void HandlerEntering(IncomingCall call);

    /// <summary>A handler that runs on the reading thread is about to block. <paramref name="standing"/>: somebody else must read meanwhile; not when its thread is about to read this very connection.</summary>
    public abstract void BeforeBlocking(long token, bool standing);

    /// <summary>Sends an answer or a part of one.</summary>
    public abstract void Answer(IncomingCall call, AnswerKind kind, PooledBuffer message);

    /// <summary>The handler goes on after its first await, or on another thread: the call can now be cancelled and counts as running.</summary>
    public abstract void Detach(IncomingCall call);

    /// <summary>Makes the token of a call of the peer's fire, if it is detached and has not ended.</summary>
    public abstract void CancelServed(ulong id);

    /// <summary>Counts bytes of a request that stay undecoded for a while; dispose what comes back when they are decoded.</summary>
    /// <exception cref="RpcException">There are too many of them.</exception>
    public abstract IDisposable KeepUnread(int bytes);

    /// <summary>Runs something on a thread on which a user's code may block.</summary>
    public abstract void RunBlocking(Action<object?> work, object? state);

    /// <summary>A detached call has been answered.</summary>
    public abstract void Finished(IncomingCall call);

    /// <summary>A new message with room for the connection's header.</summary>
    public static PooledBuffer NewMessage(int headerBytes = 0)
    {
        PooledBuffer message = PooledBuffer.Rent();
        message.Take(FrameRoom + headerBytes);
        return message;
    }
}
