using System.Diagnostics;
using Rpc.Diagnostics;

namespace Rpc.Calls;

/// <summary>One call that is served, as traces and metrics see it. Made only while somebody listens.</summary>
internal sealed class ServedTrace
{
    private readonly IncomingCall _call;
    private readonly CallEndpoint? _server;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Activity? _activity;
    private Exception? _failure;

    private ServedTrace(IncomingCall call)
    {
        _call = call;
        _server = call.Channel.LocalUri is { } uri ? CallEndpoint.Of(uri) : null;
        if (!CallInstruments.Source.HasListeners())
        {
            return;
        }

        var tags = default(TagList);
        CallTags.Begin(ref tags, call.FullName, _server);
        _activity = CallInstruments.Source.StartActivity(call.FullName, ActivityKind.Server, TraceContext.Extract(call.Extras!.Headers), tags);
        _activity?.SetTag("rpc.correlation_id", call.CorrelationId);
        TraceContext.AddBaggage(_activity, call.Extras.Headers);
    }

    /// <summary>A call's handler is about to be run on this thread, for the first time or after it has waited. What it calls then belongs to its trace.</summary>
    public static void Enter(IncomingCall call)
    {
        CallExtras extras = call.NeedExtras();
        extras.Trace ??= new ServedTrace(call);
        if (extras.Trace._activity is { } activity)
        {
            Activity.Current = activity;
        }
    }

    /// <summary>The handler has failed.</summary>
    public void Fail(Exception failure) => _failure = failure;

    /// <summary>The call has ended.</summary>
    public void End()
    {
        CallStatus status = _failure is null ? CallStatus.Ok : CallStatus.OfHandler(_failure);
        _call.Target.Load?.Add(_call.MethodNumber, Stopwatch.GetElapsedTime(_begun), _failure is not null);
        CallTags.Record(CallInstruments.ServerDuration, _begun, _call.FullName, _server, status);
        if (_activity is not null)
        {
            CallTags.End(_activity, status, _failure?.Message, CallEndpoint.Of(_call.Channel.PeerAddress));
        }
    }
}
