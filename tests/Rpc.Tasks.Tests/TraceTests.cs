using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Rpc.Tasks.Tests.Conformance;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Tests;

/// <summary>What listeners see of tasks.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task The_trace_of_a_task_links_to_that_of_its_enqueuer()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Rpc.Tasks",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using RpcTasks tasks = await RpcTasks.OpenAsync(builder => builder.UseInMemory());
        await using TaskWorker worker = await tasks.StartWorkerAsync(options => options.Handle<IWork>(new Work()));
        using var caller = new Activity("caller");
        caller.SetIdFormat(ActivityIdFormat.W3C).Start();
        TaskHandle<int> divided = await tasks.EnqueueAsync(WorkCalls.Divide(1, 0));
        await Assert.ThrowsAsync<DivideByZeroException>(() => divided.GetResultAsync().WaitAsync(TimeSpan.FromSeconds(30)));

        Activity enqueue = Assert.Single(ended, activity => activity.Kind == ActivityKind.Producer && activity.TraceId == caller.TraceId);
        Activity run = Assert.Single(ended, activity => Equals(activity.GetTagItem("rpc.task.id"), divided.Id.ToString()));
        Assert.Equal(ActivityKind.Consumer, run.Kind);
        Assert.NotEqual(caller.TraceId, run.TraceId);
        Assert.Equal(enqueue.SpanId, Assert.Single(run.Links).Context.SpanId);
        Assert.Equal((ActivityStatusCode.Error, "System.DivideByZeroException"), (run.Status, run.GetTagItem("error.type")));
    }

    [Fact]
    public async Task What_is_enqueued_and_what_has_ended_is_counted()
    {
        var counts = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        string queue = "q" + Guid.NewGuid().ToString("N");
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listening) =>
            {
                if (instrument.Meter.Name == "Rpc.Tasks")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string text = string.Join(",", tags.ToArray().Select(static tag => $"{tag.Value}"));
            if (text.Contains(queue, StringComparison.Ordinal))
            {
                counts.AddOrUpdate(instrument.Name, value, (_, before) => before + value);
            }
        }

        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Count(instrument, 1, tags));
        listener.Start();
        await using RpcTasks tasks = await RpcTasks.OpenAsync(builder => builder.UseInMemory());
        await using (TaskWorker worker = await tasks.StartWorkerAsync(options => options.Queue(queue).Handle<IWork>(new Work())))
        {
            TaskBatch<int> sums = await tasks.EnqueueManyAsync(Enumerable.Range(0, 5).Select(i => WorkCalls.Add(i, i)), new EnqueueOptions { Queue = queue });
            await sums.GetResultsAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Equal((5, 5, 5), (counts["rpc.tasks.enqueued"], counts["rpc.tasks.attempts"], counts["rpc.tasks.run.duration"]));
    }
}
