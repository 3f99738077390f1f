using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>Workers of samples/Currency that die and come while pairs are fetched, and a name server that dies.</summary>
[Collection(nameof(CurrencyProcesses))] // one after another: each test is up to seven processes
public sealed class CurrencyWorkersTests
{
    private const int Pairs = 60;
    private const int AtATime = 32;

    // Longer than any of these tests: the feed is what waits.
    private static readonly string[] s_patient = ["--timeout", "60000"];

    [Fact]
    public async Task A_worker_that_is_killed_with_ten_calls_in_flight_or_more_costs_no_pair()
    {
        var go = new TaskCompletionSource();
        await using TestFeed feed = await TestFeed.StartAsync(request => request.Number > Pairs ? go.Task : Task.CompletedTask); // the second round waits
        await using CurrencyProcesses all = await CurrencyProcesses.StartAsync();
        var workers = new Dictionary<string, ProgramRun>();
        foreach (string name in new[] { "one", "two", "three" })
        {
            workers[name] = await all.StartWorkerAsync(feed.Template(name), s_patient);
        }

        ProgramRun fetch = all.StartFetch();
        await feed.UntilAsync(() => feed.Waiting.Count == AtATime, "all calls of the second round in flight");
        IGrouping<string, TestFeedRequest> busiest = feed.Waiting.GroupBy(request => request.Asker).MaxBy(waiting => waiting.Count())!;
        int inFlight = busiest.Count();
        Assert.True(inFlight >= 10, $"Only {inFlight} calls are in flight.");
        workers[busiest.Key].Kill();
        await feed.UntilAsync(() => feed.Dropped.Count == inFlight, "all requests of the killed worker ended with it");
        await feed.UntilAsync(() => feed.Waiting.Count == AtATime, "every one of its calls in flight at another worker");
        go.SetResult();

        Assert.True(await fetch.ExitAsync() == 0, fetch.Output + fetch.Errors);
        CurrencyProcesses.AssertRates(Pairs, fetch.Output);
        Assert.All(feed.Dropped, request => Assert.Equal(busiest.Key, request.Asker));
        Assert.Equal(Pairs + Pairs + inFlight, feed.Requests.Count);
    }

    [Fact]
    public async Task A_worker_that_joins_later_gets_calls_of_a_fetch_that_runs()
    {
        var joined = new TaskCompletionSource();
        var seen = new TaskCompletionSource();
        await using TestFeed feed = await TestFeed.StartAsync(async request =>
        {
            if (request.Asker == "late")
            {
                seen.TrySetResult();
            }
            else if (request.Number >= 5)
            {
                // So slowly that the client has some seconds to hear of the new worker.
                await joined.Task;
                await Task.WhenAny(seen.Task, Task.Delay(100));
            }
        });
        await using CurrencyProcesses all = await CurrencyProcesses.StartAsync();
        await all.StartWorkerAsync(feed.Template("early"), s_patient);

        ProgramRun fetch = all.StartFetch();
        await feed.UntilAsync(() => feed.Requests.Count == 5, "in the middle of the first round");
        await all.StartWorkerAsync(feed.Template("late"), s_patient);
        joined.SetResult();

        Assert.True(await fetch.ExitAsync() == 0, fetch.Output + fetch.Errors);
        CurrencyProcesses.AssertRates(Pairs, fetch.Output);
        Assert.True(seen.Task.IsCompleted);
        Assert.Equal(Pairs + Pairs, feed.Requests.Count);
    }

    [Fact]
    public async Task Calls_go_on_after_the_name_server_and_then_a_worker_were_killed()
    {
        var killed = new TaskCompletionSource();
        await using TestFeed feed = await TestFeed.StartAsync(request => request.Number >= 5 ? killed.Task : Task.CompletedTask);
        await using CurrencyProcesses all = await CurrencyProcesses.StartAsync();
        ProgramRun first = await all.StartWorkerAsync(feed.Template("one"), s_patient);
        ProgramRun second = await all.StartWorkerAsync(feed.Template("two"), s_patient);

        ProgramRun fetch = all.StartFetch();
        await feed.UntilAsync(() => feed.Waiting.Count == 1, "in the middle of the first round");
        string busy = feed.Waiting[0].Asker;
        all.Names.Kill();
        (busy == "one" ? first : second).Kill();
        killed.SetResult();

        Assert.True(await fetch.ExitAsync() == 0, fetch.Output + fetch.Errors);
        CurrencyProcesses.AssertRates(Pairs, fetch.Output);
    }
}
