using Rpc.Protocol;

namespace Rpc.Calls;

/// <summary>What a new call takes over from the call inside which it is made: the chain, the depth, and what is left of the deadline.</summary>
internal readonly record struct CallStart(ulong Chain, byte Depth, long Deadline)
{
    /// <summary>What the call carries; null for nothing.</summary>
    public RpcHeaders? Headers { get; private init; }

    /// <summary>The scope that hears of the answer's headers.</summary>
    public CallScope? Scope { get; private init; }

    /// <summary>Who follows the call from its beginning to its end; null while nobody listens.</summary>
    public ClientTrace? Trace { get; init; }

    /// <summary>The id under which logs and traces name it: what a caller has set, else the chain's number.</summary>
    public string CorrelationId => CorrelationIdOf(Headers, Chain);

    [ThreadStatic]
    private static ulong s_random;

    /// <summary>A start for a call made on this thread now. <paramref name="timeout"/> is in milliseconds; negative for none.</summary>
    /// <exception cref="RpcException">The chain is too deep.</exception>
    public static CallStart Now(long timeout)
    {
        CallScope? scope = CallScope.Current;
        return Within(scope, scope?.TimeoutFor(timeout) ?? timeout);
    }

    /// <summary>The same for a stream, which has no limit.</summary>
    public static CallStart NowUnlimited() => Within(CallScope.Current, -1);

    /// <summary>The same with further headers.</summary>
    public CallStart With(RpcHeaders more)
    {
        var headers = new RpcHeaders();
        foreach ((string name, string value) in Headers ?? RpcHeaders.None)
        {
            headers[name] = value;
        }

        foreach ((string name, string value) in more)
        {
            headers[name] = value;
        }

        return this with { Headers = headers };
    }

    /// <inheritdoc cref="CorrelationId"/>
    public static string CorrelationIdOf(RpcHeaders? headers, ulong chain) =>
        headers is not null && headers.TryGetValue(RpcHeaders.CorrelationId, out string? given) ? given : chain.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    private static CallStart Within(CallScope? scope, long timeout)
    {
        long deadline = Calls.Deadline.After(timeout);
        IncomingCall? outer = CallContext.Serving;
        if (outer is null)
        {
            return new CallStart(NextChain(), 0, deadline) { Headers = scope?.Headers, Scope = scope };
        }

        int depth = outer.Header.Depth + 1;
        if (depth >= outer.Channel.Limits.MaxCallDepth)
        {
            throw CallFailures.Refused(outer.Channel, new RpcException(RpcStatus.ResourceExhausted, $"Calls are nested {depth} deep through callbacks, and {nameof(RpcLimits)}.{nameof(RpcLimits.MaxCallDepth)} of this side is {outer.Channel.Limits.MaxCallDepth}.", reason: RpcErrorReason.NestedTooDeep));
        }

        return new CallStart(outer.Header.Chain, (byte)depth, Math.Min(deadline, outer.Deadline))
        {
            Headers = scope is null ? outer.HeadersForNested() : scope.Headers,
            Scope = scope,
        };
    }

    /// <summary>The call header for a request that starts now.</summary>
    public CallHeader Header(uint binding, ushort method, CallHeaderFlags flags)
    {
        uint timeout = 0;
        if (Deadline != long.MaxValue)
        {
            timeout = (uint)Math.Clamp(Deadline - Environment.TickCount64, 1, uint.MaxValue);
        }

        return new CallHeader(binding, method, Headers is null ? flags : flags | CallHeaderFlags.Headers, Depth, Chain, timeout);
    }

    /// <summary>A number for a chain of calls that begins.</summary>
    /// <remarks>xorshift64* from a random seed per thread: unique enough to tell chains apart and not guessable from one's own.</remarks>
    public static ulong NextChain()
    {
        ulong x = s_random;
        if (x == 0)
        {
            Span<byte> seed = stackalloc byte[16];
            Guid.NewGuid().TryWriteBytes(seed);
            x = BitConverter.ToUInt64(seed) | 1;
        }

        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        s_random = x;
        return x * 0x2545F4914F6CDD1D;
    }
}
