using Rpc.Buffers;

namespace Rpc.Calls;

/// <summary>What few incoming calls have: headers, an instance of their own, a turn at a serial object, an answer that waits for interceptors. Made when first needed; such a call's object is not used again.</summary>
internal sealed class CallExtras
{
    private RpcHeaders? _response;

    /// <summary>The headers that came with it; null for none.</summary>
    public RpcHeaders? Headers { get; set; }

    /// <summary>The headers of the answer.</summary>
    public RpcHeaders Response => _response ?? Interlocked.CompareExchange(ref _response, new RpcHeaders(), null) ?? _response;

    public bool HasResponse => _response is { Count: > 0 };

    /// <summary>The object that serves it, where that is not the target's only one.</summary>
    public object? Instance { get; set; }

    /// <summary>Why there is none.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What the call holds until it ends: its turn, its instance. Given back in the opposite order.</summary>
    public Stack<Action>? Held { get; set; }

    /// <summary>Whether it is let in where one call runs at a time.</summary>
    public bool HasTurn { get; set; }

    /// <summary>Whether it waited for its turn or its instance, so that its caller may be gone.</summary>
    public bool WasParked { get; set; }

    /// <summary>Whether the answer waits until <see cref="Answer"/> is taken.</summary>
    public bool HoldsAnswer { get; set; }

    /// <summary>The answer that waits.</summary>
    public PooledBuffer? Answer { get; set; }

    /// <summary>Who follows the call; null while nobody listens.</summary>
    public ServedTrace? Trace { get; set; }

    public void DropResponse() => _response = null;

    /// <summary>Something to be done when the call ends.</summary>
    public void AtEnd(Action release) => (Held ??= new Stack<Action>()).Push(release);

    public void Release()
    {
        Answer?.Dispose();
        Answer = null;
        while (Held is { } held && held.TryPop(out Action? release))
        {
            release();
        }
    }
}
