using System.Diagnostics;
using Rpc.Calls;

namespace Rpc.Connections;

/// <content>
/// Callers that await. What follows the <c>await</c> runs on the reading thread, as a handler does, and like a handler it loses the reading
/// when it holds that thread: to the clock, or at once when it is about to wait for a call.
/// </content>
internal sealed partial class RpcConnection
{
    /// <summary>How long what was added during one batch of input may wait for the batch's end: 50 µs.</summary>
    private static readonly long s_batchTicks = Stopwatch.Frequency / 20_000;

    private readonly ContinuationPace _continuations = new();
    private long _batchBegun;

    /// <summary>Whether this thread reads this connection now and sends what was added when its batch of input is done.</summary>
    private bool IsReadersBatch => ReadingThread.TokenOf(this) is not 0 and long token && _inline.Token == token;

    /// <summary>Completes a call with its result. <paramref name="caller"/> is the call whose thread reads, null for the standing reader.</summary>
    private ReadStep Complete(PendingCall call, ReadOnlySpan<byte> body, PendingCall? caller)
    {
        // A thread that waits for an answer of its own must not run what others do with theirs.
        if (caller is not null || !call.CanContinueInline || !_continuations.TakeInline())
        {
            call.SetReply(body);
            return ReadStep.NeedsInput;
        }

        long token = _inline.Enter(call: null);
        (CallChannel?, long) outer = ReadingThread.Enter(this, token);
        (WatchedThread, RpcConnection?, long) watched = WatchedThread.Enter(this, token);
        long begun = Stopwatch.GetTimestamp();
        try
        {
            call.SetReplyInline(body);
        }
        catch (Exception exception)
        {
            // It comes out of a bare callback, not out of an async method: on the pool, where it would have run, nobody would have caught it either.
            ThreadPool.UnsafeQueueUserWorkItem(static thrown => System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw((Exception)thrown!), exception);
        }

        WatchedThread.Leave(watched);
        ReadingThread.Leave(outer);
        if (!_inline.TryLeave(token))
        {
            return ReadStep.LostReader;
        }

        long now = Stopwatch.GetTimestamp();
        _continuations.Ran(now - begun);
        FlushLongBatch(now);
        return ReadStep.NeedsInput;
    }

    /// <summary>Sends what the first ones of a long batch have added, so that it need not wait for the last one.</summary>
    private void FlushLongBatch(long now)
    {
        if (now - _batchBegun > s_batchTicks)
        {
            _batchBegun = now;
            _output.FlushSoon();
        }
    }
}
