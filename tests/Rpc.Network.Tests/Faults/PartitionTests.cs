using System.Diagnostics;

namespace Rpc.Network.Tests;

/// <summary>Packets vanish, in one direction or both, and nobody says so.</summary>
public sealed class PartitionTests : NetworkTest
{
    [Fact]
    public async Task A_partition_fails_what_is_under_way_in_bounded_time_on_both_sides_and_heals()
    {
        string[] endless = await BeginEndlessAsync();
        await Network.PartAsync(ClientHost, ServerHost);
        var watch = Stopwatch.StartNew();
        await FailAsMaybeExecutedAsync(endless);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, GivenUp);
        await Server.UntilAsync("state", "", static state => state.StartsWith("open 0 ", StringComparison.Ordinal) && state.Contains("ended 2 ", StringComparison.Ordinal));

        // Nobody is reached: what was never sent certainly did not run, and is told so before the call's own time is over.
        foreach (string verb in new[] { "echo", "block" })
        {
            Assert.Equal("FAILED Unavailable ConnectionLost NotExecuted", (await EchoAsync(1, verb: verb, timeout: 50_000)).Text);
        }

        await Network.HealAsync();
        await WorksAgainAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_direction_is_enough_to_be_cut_for_both_sides_to_give_up(bool towardsServer)
    {
        string[] endless = await BeginEndlessAsync();
        await (towardsServer ? Network.CutAsync(ClientHost, ServerHost) : Network.CutAsync(ServerHost, ClientHost));
        var watch = Stopwatch.StartNew();
        await FailAsMaybeExecutedAsync(endless);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, GivenUp);
        await Server.UntilAsync("state", "", static state => state.StartsWith("open 0 ", StringComparison.Ordinal) && state.Contains("ended 2 ", StringComparison.Ordinal));
        await Network.HealAsync();
        await WorksAgainAsync();
    }

    [Fact]
    public async Task A_network_that_comes_and_goes_delays_calls_and_confuses_none()
    {
        Assert.Equal("OK 1", (await EchoAsync(1)).Text);
        string load = await Client.BeginAsync("load", $"{Uri} 5000 8000");
        string count = await Client.BeginAsync("count", $"{Uri} {Endless}");
        await Client.EndAsync(count, "FIRST");
        for (int i = 0; i < 10; i++)
        {
            await (i % 3 == 0 ? Network.PartAsync(ClientHost, ServerHost) : i % 3 == 1 ? Network.CutAsync(ClientHost, ServerHost) : Network.CutAsync(ServerHost, ClientHost));
            await Task.Delay(100 + (i * 30));
            await Network.HealAsync();
            await Task.Delay(300);
        }

        var answer = Answer.Parse(await Client.EndAsync(load, "OK"));
        Assert.InRange(answer.Number("answered"), 100, int.MaxValue);
        Assert.InRange(answer.Number("longest"), 0, 20_000);
        await WorksAgainAsync();

        // The stream has missed no item; where it has come through, it goes on until its server dies, and then fails.
        Server.Kill();
        await FailAsMaybeExecutedAsync([count]);
    }

    [Fact]
    public async Task Two_hundred_callers_that_wait_for_a_server_come_back_over_one_connection()
    {
        Assert.Equal("OK 1", (await EchoAsync(1)).Text);
        await Network.PartAsync(ClientHost, ServerHost);
        string many = await Client.BeginAsync("many", $"{Uri} 4000 200");
        await Task.Delay(TimeSpan.FromSeconds(4));
        await Network.HealAsync();
        await Client.EndAsync(many, "OK failures ");
        string state = await Server.AskAsync("state");

        // One before the cut, one after it, and one more where an attempt was given up while it succeeded.
        Assert.InRange(int.Parse(state.Split(' ')[3], null), 1, 3);
    }
}
