using System.Diagnostics;
using System.Diagnostics.Metrics;
using Rpc.Diagnostics;

namespace Rpc.Calls;

/// <summary>The attributes that traces and metrics of both sides have, named by OpenTelemetry's semantic conventions for RPC (1.44).</summary>
internal static class CallTags
{
    /// <summary>Adds what is known when the call begins, and by which a sampler may choose.</summary>
    public static void Begin(ref TagList tags, string method, CallEndpoint? server)
    {
        tags.Add("rpc.system.name", CallInstruments.System);
        tags.Add("rpc.method", method);
        if (server is not null)
        {
            tags.Add("server.address", server.Address);
            if (server.Port != 0)
            {
                tags.Add("server.port", server.Port);
            }
        }
    }

    /// <summary>Ends an activity.</summary>
    public static void End(Activity activity, CallStatus status, string? message, CallEndpoint? peer)
    {
        activity.SetTag("rpc.status_code", status.Code);
        if (peer is not null)
        {
            activity.SetTag("network.peer.address", peer.Address);
            if (peer.Port != 0)
            {
                activity.SetTag("network.peer.port", peer.Port);
            }
        }

        if (status.ErrorType is not null)
        {
            activity.SetTag("error.type", status.ErrorType);
            activity.SetStatus(ActivityStatusCode.Error, message);
        }

        // Its end makes the activity current that was so when it began. Here that may be long ago, and elsewhere.
        Activity? current = Activity.Current;
        activity.Stop();
        if (current != activity)
        {
            Activity.Current = current;
        }
    }

    /// <summary>Measures a call.</summary>
    public static void Record(Histogram<double>? duration, long begun, string method, CallEndpoint? server, CallStatus status)
    {
        if (duration is not { Enabled: true })
        {
            return;
        }

        var tags = default(TagList);
        Begin(ref tags, method, server);
        tags.Add("rpc.status_code", status.Code);
        if (status.ErrorType is not null)
        {
            tags.Add("error.type", status.ErrorType);
        }

        duration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, tags);
    }
}
