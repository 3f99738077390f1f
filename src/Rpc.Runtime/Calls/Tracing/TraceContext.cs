using System.Diagnostics;

namespace Rpc.Calls;

/// <summary>The context of a trace among a call's headers, in the form that the process has chosen (<see cref="DistributedContextPropagator"/>): W3C's <c>traceparent</c>, <c>tracestate</c> and <c>baggage</c> by default.</summary>
internal static class TraceContext
{
    /// <summary>The start with the context of an activity. What cannot be a header, since a peer has chosen it, is left out.</summary>
    public static CallStart Inject(Activity? activity, in CallStart start)
    {
        if (activity is null)
        {
            return start;
        }

        var headers = new RpcHeaders();
        DistributedContextPropagator.Current.Inject(activity, headers, static (carrier, name, value) => Set((RpcHeaders)carrier!, name, value));
        return headers.Count == 0 ? start : start.With(headers);
    }

    /// <summary>The context that a call came with; none where it has none that can be read.</summary>
    public static ActivityContext Extract(RpcHeaders? headers)
    {
        if (headers is null)
        {
            return default;
        }

        DistributedContextPropagator.Current.ExtractTraceIdAndState(headers, Get, out string? parent, out string? state);
        return ActivityContext.TryParse(parent, state, isRemote: true, out ActivityContext context) ? context : default;
    }

    /// <summary>Gives an activity the baggage that its call came with.</summary>
    public static void AddBaggage(Activity? activity, RpcHeaders? headers)
    {
        if (activity is null || headers is null || DistributedContextPropagator.Current.ExtractBaggage(headers, Get) is not { } baggage)
        {
            return;
        }

        foreach ((string name, string? value) in baggage)
        {
            activity.AddBaggage(name, value);
        }
    }

    private static void Set(RpcHeaders headers, string name, string value)
    {
        try
        {
            headers[name] = value;
        }
        catch (ArgumentException)
        {
        }
    }

    private static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        values = null;
        value = carrier is RpcHeaders headers && headers.TryGetValue(name, out string? found) ? found : null;
    }
}
