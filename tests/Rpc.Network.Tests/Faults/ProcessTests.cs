using System.Diagnostics;

namespace Rpc.Network.Tests;

/// <summary>Processes that are killed, stand still, or stop in order, each on a host of its own.</summary>
public sealed class ProcessTests : NetworkTest
{
    [Fact]
    public async Task A_killed_server_fails_its_calls_at_once_and_two_hundred_callers_find_its_successor_over_one_connection()
    {
        string[] endless = await BeginEndlessAsync();
        Server.Kill();
        await FailAsMaybeExecutedAsync(endless);
        string many = await Client.BeginAsync("many", $"{Uri} 5000 200");
        Server = await StartServerAsync();
        await Client.EndAsync(many, "OK failures ");
        Assert.StartsWith("open 1 ever 1 ", await Server.AskAsync("state"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_client_held_is_disposed_exactly_once()
    {
        await Client.BeginAsync("open", $"{Uri} {Endless}");
        await Server.UntilAsync("state", "", static state => state.Contains("begun 1 ", StringComparison.Ordinal));
        Client.Kill();
        await Server.UntilAsync("state", "", static state => state.StartsWith("open 0 ", StringComparison.Ordinal) && state.Contains("ended 1 opened 1 disposed 1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_stands_still_is_given_up_and_found_again_when_it_goes_on()
    {
        string[] endless = await BeginEndlessAsync();
        Server.Signal("STOP");
        var watch = Stopwatch.StartNew();
        await FailAsMaybeExecutedAsync(endless);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, GivenUp);

        // The system still takes connections for it: the handshake has a time of its own.
        Assert.Equal("FAILED Unavailable ConnectionLost NotExecuted", (await EchoAsync(1, timeout: 50_000)).Text);
        Server.Signal("CONT");
        await WorksAgainAsync();
        await Server.UntilAsync("state", "", static state => state.StartsWith("open 1 ", StringComparison.Ordinal) && state.Contains("begun 2 ended 2 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_stands_still_is_given_up_and_may_come_back()
    {
        string[] endless = await BeginEndlessAsync();
        Client.Signal("STOP");
        await Server.UntilAsync("state", "", static state => state.StartsWith("open 0 ", StringComparison.Ordinal) && state.Contains("ended 2 ", StringComparison.Ordinal));
        Client.Signal("CONT");
        await FailAsMaybeExecutedAsync(endless);
        await WorksAgainAsync();
    }

    [Fact]
    public async Task A_server_that_stops_under_three_clients_ends_in_time_and_serves_nobody_afterwards()
    {
        HostProgram[] clients = [Client, await StartClientAsync(), await StartClientAsync()];
        var loads = new List<(HostProgram Client, string Id)>();
        foreach (HostProgram client in clients)
        {
            loads.Add((client, await client.BeginAsync("load", $"{Uri} 5000 6000")));
        }

        await Server.UntilAsync("state", "", static state => state.StartsWith("open 3 ", StringComparison.Ordinal) && !state.EndsWith("served 0", StringComparison.Ordinal));
        var watch = Stopwatch.StartNew();
        await Server.AskAsync("stop");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, GivenUp);
        string served = await Server.AskAsync("state");
        Assert.StartsWith("open 0 ", served, StringComparison.Ordinal);
        int answered = 0;
        foreach ((HostProgram client, string id) in loads)
        {
            var answer = Answer.Parse(await client.EndAsync(id, "OK"));
            Assert.InRange(answer.Number("failed"), 1, int.MaxValue);

            // What fails in the hand-over never ran: draining is told before it is done.
            Assert.Equal(0, answer.Number("unknown"));
            answered += answer.Number("answered");
        }

        Assert.Equal(served, await Server.AskAsync("state"));
        Assert.EndsWith($"served {answered}", served, StringComparison.Ordinal);
    }
}
