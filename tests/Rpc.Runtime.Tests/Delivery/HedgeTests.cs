using Rpc.Testing;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Calls that are made a second time beside themselves.</summary>
public sealed class HedgeTests() : RpcTest(TestTransport.Tcp)
{
    private readonly Delivery _delivery = new();
    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource _never = new();

    protected override RpcClientOptions ClientOptions => new() { TimeProvider = _time, Proxy = new ProxyOptions { Hedge = new HedgeOptions { Delay = TimeSpan.FromSeconds(1), MaxAttempts = 3 } } };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_answer_wins_and_the_others_are_cancelled(bool sync)
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        _delivery.During = (_, run) => run < 3 ? _never.Task : Task.CompletedTask;
        Task<string> call = sync ? Patience.Block(() => proxy.Ask("k")) : proxy.AskAsync("k");
        for (int run = 1; run < 3; run++)
        {
            int now = run;
            await Patience.UntilAsync(() => _delivery.RunsOf("k") == now, "that attempt runs");
            Assert.False(call.IsCompleted);
            await AdvanceUntilAsync(() => _delivery.RunsOf("k") == now + 1);
        }

        Assert.Equal("k", await call.Within());
        Assert.Equal(3, _delivery.RunsOf("k"));
        await Patience.UntilAsync(() => Client.Connections.Single().PendingCalls == 0, "the others were cancelled");
        _never.SetResult();
    }

    [Fact]
    public async Task A_method_that_is_not_idempotent_is_made_once()
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        _delivery.During = (_, _) => _never.Task;
        Task<string> call = proxy.RunAsync("k");
        await Patience.UntilAsync(() => _delivery.RunsOf("k") == 1, "it runs");
        await _time.RunAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));
        Assert.Equal(1, _delivery.RunsOf("k"));
        _never.SetResult();
        Assert.Equal("k", await call.Within());
    }

    [Fact]
    public async Task Of_failures_the_last_is_told_and_one_alone_at_once()
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        _delivery.During = async (_, run) =>
        {
            if (run == 1)
            {
                await _never.Task;
            }

            throw new InvalidOperationException($"run {run}");
        };
        Task<string> call = proxy.AskAsync("k");
        await Patience.UntilAsync(() => _delivery.RunsOf("k") == 1, "the first runs");
        await AdvanceUntilAsync(() => _delivery.RunsOf("k") == 2);
        await Task.Delay(50);
        Assert.False(call.IsCompleted, "The first attempt may still succeed.");
        _never.SetResult();
        Assert.Equal("run 1", (await Assert.ThrowsAsync<InvalidOperationException>(() => call.Within())).Message);
        Assert.Equal("run 1", (await Assert.ThrowsAsync<InvalidOperationException>(() => proxy.AskAsync("other").Within())).Message);
        Assert.Equal(1, _delivery.RunsOf("other"));
    }

    [Fact]
    public async Task Cancelling_cancels_all_attempts_under_the_callers_token()
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        _delivery.During = (_, _) => _never.Task;
        using var stop = new CancellationTokenSource();
        Task<string> call = proxy.AskAsync("k", stop.Token);
        await Patience.UntilAsync(() => _delivery.RunsOf("k") == 1, "it runs");
        await AdvanceUntilAsync(() => _delivery.RunsOf("k") == 2);
        await stop.CancelAsync();
        Assert.Equal(stop.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Within())).CancellationToken);
        await Patience.UntilAsync(() => Client.Connections.Single().PendingCalls == 0, "no attempt is left");
        _never.SetResult();
    }

    /// <summary>The pause begins a little after the attempt, so the clock may have to move more than once; never so far that two attempts start.</summary>
    private async Task AdvanceUntilAsync(Func<bool> isSo)
    {
        await Patience.UntilAsync(
            () =>
            {
                if (!isSo())
                {
                    _time.Advance(TimeSpan.FromMilliseconds(20));
                }

                return isSo();
            },
            "the next attempt has started");
    }
}
