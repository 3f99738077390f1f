using Rpc.Calls;

namespace Rpc;

/// <summary>Gives the calls that are made while it is open headers, a correlation id and a time limit, and keeps the headers that came back.</summary>
/// <remarks>
/// It follows the code that opened it through its awaits, and ends with <see cref="Dispose"/>. Handlers find nothing of their caller's scope: what a call carries is told to its handler only.
/// A scope opened inside of another one stands for itself. <see cref="ResponseHeaders"/> is thread-safe.
/// </remarks>
public sealed class CallScope : IDisposable
{
    private static readonly AsyncLocal<CallScope?> s_current = new();

    // Programs that never open one do not pay for looking.
    private static volatile bool s_used;

    private readonly CallScope? _outer;
    private volatile RpcHeaders? _response;
    private bool _disposed;

    private CallScope(CallOptions options, CallScope? outer)
    {
        Options = options;
        _outer = outer;
        Headers = Outgoing(options);
    }

    /// <summary>The headers of the last answer to a call of this scope; empty when it had none or there is no answer yet.</summary>
    public RpcHeaders ResponseHeaders => _response ?? RpcHeaders.None;

    internal static CallScope? Current => s_used && s_current.Value is { _disposed: false } scope ? scope : null;

    internal CallOptions Options { get; }

    /// <summary>All that the calls carry; null for nothing.</summary>
    internal RpcHeaders? Headers { get; }

    /// <summary>Opens a scope. The options are copied: what changes in their headers afterwards does not matter.</summary>
    public static CallScope Begin(CallOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        s_used = true;
        return s_current.Value = new CallScope(options, Current);
    }

    /// <summary>Ends the scope: later calls are made as before it.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            if (s_current.Value == this)
            {
                s_current.Value = _outer;
            }
        }
    }

    /// <summary>The limit for a call that would have <paramref name="timeout"/> milliseconds otherwise.</summary>
    internal long TimeoutFor(long timeout) => Options.Timeout is { } given ? Deadline.Milliseconds(given) : timeout;

    internal void Answered(RpcHeaders? headers) => _response = headers;

    private static RpcHeaders? Outgoing(CallOptions options)
    {
        string? correlation = options.CorrelationId ?? CallContext.Serving?.CorrelationIdGiven;
        if (options.Headers is not { Count: > 0 } && correlation is null)
        {
            return null;
        }

        var headers = new RpcHeaders();
        foreach ((string name, string value) in options.Headers ?? RpcHeaders.None)
        {
            headers[name] = value;
        }

        if (correlation is not null)
        {
            headers[RpcHeaders.CorrelationId] = correlation;
        }

        return headers;
    }
}
