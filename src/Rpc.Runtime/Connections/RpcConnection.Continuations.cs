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

    /// <summary>The connection whose reading this thread does or did when it entered code of a user's, and the token of that.</summary>
    [ThreadStatic]
    private static RpcConnection? t_connection;

    [ThreadStatic]
    private static long t_token;

    private readonly ContinuationPace _continuations = new();
    private long _batchBegun;

    /// <summary>Whether this thread reads this connection now and sends what was added when its batch of input is done.</summary>
    private bool IsReadersBatch => t_connection == this && _inline.Token == t_token && t_token != 0;

    /// <summary>The calling thread is about to wait: whatever connection it reads, from inside a handler or a continuation, must be read by somebody else.</summary>
    /// <param name="own">The connection whose input it will read itself while it waits; null if it reads none.</param>
    public static void BeforeWaiting(RpcConnection? own)
    {
        if (IncomingCall.Current is { InlineToken: not 0 } outer)
        {
            outer.Channel.BeforeBlocking(outer, standing: outer.Channel != own);
        }
        else if (t_connection is { } connection)
        {
            connection.TakeReadingOver(t_token, blocked: true, standing: true);
        }
    }

    /// <summary>Completes a call that is awaited. <paramref name="caller"/> is the call whose thread reads, null for the standing reader.</summary>
    private ReadStep CompleteAwaited(PendingCall call, ReadOnlySpan<byte> body, PendingCall? caller)
    {
        // A thread that waits for an answer of its own must not run what others do with theirs.
        if (caller is not null || !call.CanContinueInline || !_continuations.TakeInline())
        {
            call.SetReply(body);
            return ReadStep.NeedsInput;
        }

        (RpcConnection? outerConnection, long outerToken) = (t_connection, t_token);
        long token = _inline.Enter(call: null);
        (t_connection, t_token) = (this, token);
        ConnectionClock.Wake();
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

        (t_connection, t_token) = (outerConnection, outerToken);
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
