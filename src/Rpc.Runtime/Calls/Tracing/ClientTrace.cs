using System.Diagnostics;
using Rpc.Diagnostics;

namespace Rpc.Calls;

/// <summary>One call on its way out, as traces and metrics see it: with its retries, until its answer or the end of its stream. Made only while somebody listens.</summary>
internal sealed class ClientTrace
{
    private readonly MethodDescriptor _method;
    private readonly CallEndpoint _server;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Activity? _activity;
    private CallRoute? _route;
    private int _ended;

    private ClientTrace(MethodDescriptor method, CallEndpoint server, in CallStart start)
    {
        _method = method;
        _server = server;
        if (!CallInstruments.Source.HasListeners())
        {
            return;
        }

        var tags = default(TagList);
        CallTags.Begin(ref tags, method.FullName, server);
        _activity = CallInstruments.Source.StartActivity(method.FullName, ActivityKind.Client, default(ActivityContext), tags);
        _activity?.SetTag("rpc.correlation_id", start.CorrelationId);
    }

    /// <summary>Begins to trace a call, whose start then carries the trace's context. Callers have looked whether anybody listens (<see cref="CallInstruments.TracesClients"/>). In an async method, so that the activity is current for its calls only.</summary>
    public static ClientTrace Begin(MethodDescriptor method, CallEndpoint server, ref CallStart start)
    {
        var trace = new ClientTrace(method, server, start);
        start = TraceContext.Inject(trace._activity ?? Activity.Current, start) with { Trace = trace };
        return trace;
    }

    /// <summary>The call is sent over a connection.</summary>
    public void Took(CallRoute route) => _route = route;

    /// <summary>It has an answer.</summary>
    public void End() => End(CallStatus.Ok, null);

    /// <summary>It has failed.</summary>
    public void End(Exception failure) => End(CallStatus.OfCaller(failure), failure.Message);

    /// <summary>Its reader wants no more.</summary>
    public void Leave() => End(CallStatus.Left, null);

    private void End(CallStatus status, string? message)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        CallTags.Record(CallInstruments.ClientDuration, _begun, _method.FullName, _server, status);
        if (_activity is not null)
        {
            CallTags.End(_activity, status, message, _route is null ? null : CallEndpoint.Of(_route.Channel.PeerAddress));
        }
    }
}
