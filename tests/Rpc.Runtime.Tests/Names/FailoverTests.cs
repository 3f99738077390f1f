using System.Collections.Concurrent;
using System.Diagnostics;
using Rpc.Naming;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Instances of a name that die under load.</summary>
public sealed class FailoverTests : NamesTest
{
    private readonly ConcurrentQueue<Exception> _failures = new();
    private int _calls;

    /// <summary>The wanted behaviour of two instances in processes of their own, one of which ends as by <c>kill -9</c>.</summary>
    [Fact]
    public async Task Of_two_instances_one_is_killed_under_load_and_only_calls_that_it_had_begun_fail_if_they_may_not_be_repeated()
    {
        await using NodeProcess one = await NodeProcess.StartAsync();
        await using NodeProcess two = await NodeProcess.StartAsync();
        await ListAsync(one.Slow);
        await ListAsync(two.Slow);
        ISlow proxy = Client.Get<ISlow>("rpcname:slow");
        using var stop = new CancellationTokenSource();
        int unsafeFailures = 0;
        long slowest = 0;
        Task[] callers =
        [
            .. Enumerable.Range(0, 6).Select(_ => LoadAsync(async () => Assert.Equal(7, await proxy.AskAsync(7).Within()))),
            .. Enumerable.Range(0, 2).Select(_ => Patience.Block(() => LoadAsync(() => Completed(() => Assert.Equal(7, proxy.Ask(7)))).GetAwaiter().GetResult())),
            .. Enumerable.Range(0, 4).Select(_ => LoadAsync(async () =>
            {
                try
                {
                    Assert.Equal(7, await proxy.QuickAsync(7).AsTask().Within());
                }
                catch (RpcException exception) when (exception is { Reason: RpcErrorReason.ConnectionLost, Outcome: RpcOutcome.MaybeExecuted })
                {
                    Interlocked.Increment(ref unsafeFailures);
                }
            })),
        ];
        await Patience.UntilAsync(() => Client.Connections.Count(static c => c.PendingCalls > 0) >= 2 && _calls > 1_000, "both are called");
        one.Kill();
        int at = Volatile.Read(ref _calls);
        await Patience.UntilAsync(() => Volatile.Read(ref _calls) > at + 1_000, "calls go on");
        await Task.Delay(500);
        await stop.CancelAsync();
        await Task.WhenAll(callers).Within();
        Assert.Empty(_failures);

        // One for each caller at most: what it had in flight at that moment.
        Assert.InRange(unsafeFailures, 0, 4);
        Counts.Tell($"one of two instances killed under load: {_calls} calls, {unsafeFailures} that may not be repeated were in flight and failed, no other did, the slowest took {slowest} ms");

        async Task LoadAsync(Func<Task> call)
        {
            try
            {
                while (!stop.IsCancellationRequested)
                {
                    long start = Stopwatch.GetTimestamp();
                    await call().ConfigureAwait(false);
                    InterlockedMax(ref slowest, (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    Interlocked.Increment(ref _calls);
                }
            }
            catch (Exception exception)
            {
                _failures.Enqueue(exception);
            }
        }
    }

    [Fact]
    public async Task With_all_instances_but_one_dead_a_first_call_finds_the_one_that_lives_at_once()
    {
        (_, Delivery living, _) = await PublishAsync("d");
        for (int i = 0; i < 5; i++)
        {
            (RpcServer dead, Delivery gone, _) = await PublishAsync("d");
            NameInstance listed = (await Inside.LookupAsync("d")).Instances[^1];
            await CrashAsync(dead);

            // Its server has taken it off the list; one that crashed would have been there until its lease is over.
            await Inside.RegisterAsync(new NameRegistration("d", listed.Uri, $"s{i}", LeaseSeconds: 60, Mode: RegisterMode.Add));
        }

        // Each try at an address counts for all, and there are more dead ones than attempts: none of that is waited for.
        IDelivery proxy = Client.Get<IDelivery>("rpcname:d", new ProxyOptions { Retry = RetryOptions.None });
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal("x", await proxy.RunAsync("x").Within());
            Assert.Equal("x", proxy.Run("x"));
        }

        Assert.Equal(100, living.RunsOf("x"));
    }

    [Fact]
    public async Task Instances_that_drain_one_after_another_fail_no_call()
    {
        List<RpcServer> servers = [(await PublishAsync("d")).Server, (await PublishAsync("d")).Server, (await PublishAsync("d")).Server];
        IDelivery proxy = Client.Get<IDelivery>("rpcname:d");
        using var stop = new CancellationTokenSource();
        Task[] callers = [.. Enumerable.Range(0, 6).Select(_ => CallAsync())];
        for (int i = 0; i < 6; i++)
        {
            await Task.Delay(50);
            servers.Add((await PublishAsync("d")).Server);
            await servers[i].StopAsync().AsTask().Within();
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers).Within();
        Assert.Empty(_failures);
        Counts.Tell($"6 of 9 instances drained one after another: {_calls} calls that may not be repeated, none failed");

        async Task CallAsync()
        {
            try
            {
                for (; !stop.IsCancellationRequested; Interlocked.Increment(ref _calls))
                {
                    Assert.Equal("x", await proxy.RunAsync("x").ConfigureAwait(false));
                }
            }
            catch (Exception exception)
            {
                _failures.Enqueue(exception);
            }
        }
    }

    private Task ListAsync(string uri) => Inside.RegisterAsync(new NameRegistration("slow", uri, uri, LeaseSeconds: 60, Mode: RegisterMode.Add));

    private static Task Completed(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (long seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
