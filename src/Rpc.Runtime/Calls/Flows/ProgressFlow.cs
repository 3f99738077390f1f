using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A receiver of progress among the arguments of a call: it hears one report at a time, in the order in which they were made, and all of them before the call returns.</summary>
/// <remarks>
/// Invariants, under <c>_gate</c>: reports get their tickets in the order of their frames; <c>_waiting</c> holds those that are decoded and not told, by ticket; all tickets below
/// <c>_next</c> are done; one thread at a time tells them, while <c>_telling</c>. The call returns once <c>_next</c> is <c>_arrived</c>.
/// </remarks>
internal sealed class ProgressFlow<T>(CallFlows owner, int place, IProgress<T> progress, ValueCodec<T> codec) : FlowTarget(owner, place)
{
    /// <summary>A report that arrived and is still not decoded after that is not waited for: something is wrong with it.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, Report> _waiting = [];
    private TaskCompletionSource? _changed;
    private long _arrived;
    private long _next;
    private bool _telling;

    public override void Arrived(IncomingCall call)
    {
        lock (_gate)
        {
            call.FlowTicket = _arrived++;
        }
    }

    public override async ValueTask DispatchAsync(IncomingCall call)
    {
        var report = new Report();
        try
        {
            report.Value = call.ReadFlow(codec.Read);
        }
        catch (Exception exception)
        {
            report.Error = exception;
        }

        bool tells;
        lock (_gate)
        {
            _waiting.Add(call.FlowTicket, report);
            tells = !_telling;
            _telling = true;
        }

        if (tells)
        {
            Tell();
        }

        await report.Told.Task.ConfigureAwait(false);
        await call.Respond().ConfigureAwait(false);
    }

    public override async Task EndAsync()
    {
        while (true)
        {
            long next;
            Task changed;
            lock (_gate)
            {
                if (_next == _arrived)
                {
                    return;
                }

                next = _next;
                changed = (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await changed.WaitAsync(s_patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
            {
                if (_next == next && !_telling)
                {
                    return;
                }
            }
        }
    }

    public override FlowTarget For(CallFlows another) => new ProgressFlow<T>(another, Place, progress, codec);

    private void Tell()
    {
        while (Next() is { } report)
        {
            try
            {
                if (report.Error is null)
                {
                    progress.Report(report.Value!);
                }
            }
            catch (Exception exception)
            {
                report.Error = exception;
            }

            Told(report);
        }
    }

    private Report? Next()
    {
        lock (_gate)
        {
            _telling = _waiting.Remove(_next, out Report? report);
            return report;
        }
    }

    private void Told(Report report)
    {
        TaskCompletionSource? changed;
        lock (_gate)
        {
            _next++;
            changed = _changed;
            _changed = null;
        }

        if (report.Error is null)
        {
            report.Told.TrySetResult();
        }
        else
        {
            report.Told.TrySetException(report.Error);
        }

        changed?.TrySetResult();
    }

    private sealed class Report
    {
        public T? Value { get; set; }

        public Exception? Error { get; set; }

        public TaskCompletionSource Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
