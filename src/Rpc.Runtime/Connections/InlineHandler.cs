using Rpc.Calls;

namespace Rpc.Connections;

/// <summary>The code of a user's that runs on the reading thread, if any does: a handler, or what awaited an answer. It must not keep the connection from being read when it blocks.</summary>
/// <remarks>
/// Invariant: <c>_token</c> is not zero while the reader is inside a handler or a continuation, and differs for each. Whoever turns it to zero decides who reads on:
/// the reader itself when the handler returns, or the one who takes the reading over because the handler holds it.
/// </remarks>
internal sealed class InlineHandler
{
    private IncomingCall? _call;
    private long _token;
    private long _last;

    /// <summary>The token of the handler that runs now, 0 for none.</summary>
    public long Token => Volatile.Read(ref _token);

    /// <summary>The token of the last handler that was entered.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Whether the user's code began long enough ago to be overtaken: before it begins its thread may be without a processor, but it waits for nothing.</summary>
    public bool IsHeld => _call is not { MayBeOvertaken: false };

    /// <summary>The reader is about to run a handler, or what awaited an answer: then there is no call.</summary>
    public long Enter(IncomingCall? call)
    {
        long token = _last + 1;
        if (call is not null)
        {
            call.InlineToken = token;
        }

        _call = call;
        Volatile.Write(ref _last, token);
        Volatile.Write(ref _token, token);
        return token;
    }

    /// <summary>The handler has returned. False when the reading was taken over meanwhile.</summary>
    public bool TryLeave(long token) => Interlocked.CompareExchange(ref _token, 0, token) == token;

    /// <summary>Takes the reading over from the thread that is in the handler. Only the first one for a token succeeds.</summary>
    public bool TryTakeOver(long token, out IncomingCall? call)
    {
        call = _call;
        if (token == 0 || Interlocked.CompareExchange(ref _token, 0, token) != token)
        {
            return false;
        }

        if (call is not null)
        {
            call.InlineToken = 0;
        }

        return true;
    }
}
