using Rpc.Soak.Tests.Node;

namespace Rpc.Soak.Tests;

/// <summary>Holds a history against what the SDK promises of calls. A pure function: entries in any order in, broken promises out.</summary>
internal static class HistoryChecker
{
    public static HistoryReport Check(IEnumerable<Entry> entries)
    {
        var calls = new Dictionary<long, CallRecord>();
        var quits = new Dictionary<long, long>();
        foreach (Entry entry in entries)
        {
            if (entry.Kind == EntryKind.Quit)
            {
                quits[entry.Id] = entry.Value;
                continue;
            }

            if (!calls.TryGetValue(entry.Id, out CallRecord? call))
            {
                calls.Add(entry.Id, call = new CallRecord());
            }

            call.Add(entry);
        }

        var violations = new List<Violation>();
        var started = new Dictionary<long, long>();
        foreach ((long id, CallRecord call) in calls)
        {
            long client = id >> 32;
            started[client] = started.GetValueOrDefault(client) + call.Starts;
            violations.AddRange(Judge(id, call, quits.ContainsKey(client)).Select(promise => new Violation(id, promise)));
        }

        violations.AddRange(quits.Where(quit => started.GetValueOrDefault(quit.Key) != quit.Value)
            .Select(quit => new Violation(quit.Key << 32, $"its client ended after {quit.Value} calls, and the history has {started.GetValueOrDefault(quit.Key)} of them")));
        return new HistoryReport(calls.Count, calls.Values.Count(static call => call is { Replies: > 0, Method: not Method.Note }), violations);
    }

    private static IEnumerable<string> Judge(long id, CallRecord call, bool clientQuit)
    {
        if (call.Starts != 1)
        {
            yield return $"it was started {call.Starts} times";
        }

        if (call.IsWrong)
        {
            yield return "a handler got what was not meant for it";
        }

        if (call.Begins > 1 && call.Method != Method.Repeatable)
        {
            yield return $"it ran {call.Begins} times";
        }

        if (call.Dones > call.Begins)
        {
            yield return "it was done more often than begun";
        }

        if (call.Replies + call.Failures > 1)
        {
            yield return "it ended more than once";
        }

        if (clientQuit && call.Replies + call.Failures == 0)
        {
            yield return "its client waited for it, and it has no end";
        }

        foreach (string promise in call.Failure is null ? JudgeReply(id, call) : JudgeFailure(id, call))
        {
            yield return promise;
        }
    }

    private static IEnumerable<string> JudgeReply(long id, CallRecord call)
    {
        // That a one-way call is queued says nothing of its handler.
        if (call.Replies == 0 || call.Method == Method.Note)
        {
            yield break;
        }

        if (call.Dones == 0)
        {
            yield return "it was answered, and no server has done it";
        }

        if (call.Value != Mix.Of(id, call.Method))
        {
            yield return $"its reply is {call.Value:x16} and should be {Mix.Of(id, call.Method):x16}";
        }
    }

    private static IEnumerable<string> JudgeFailure(long id, CallRecord call)
    {
        switch (call.Failure![0])
        {
            case 'N' when call.Begins > 0:
                yield return $"its caller heard that it was not executed ({call.Failure}), and it ran";
                break;
            case 'C' when call.Begins == 0:
                yield return $"its caller heard that it was executed ({call.Failure}), and it never ran";
                break;
            case 'C' when call.Method == Method.Failing && call.Value != Mix.Of(id, call.Method):
                yield return $"it failed with {call.Value:x16} and should with {Mix.Of(id, call.Method):x16}";
                break;
            case 'N' or 'C' or 'M':
                break;
            default:
                yield return $"it failed in a way that nobody promised: {call.Failure}";
                break;
        }
    }
}
