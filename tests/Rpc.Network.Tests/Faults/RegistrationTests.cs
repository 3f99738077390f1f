namespace Rpc.Network.Tests;

/// <summary>The name server is out of reach for servers, for clients, or at another place than it was.</summary>
public sealed class RegistrationTests : NetworkTest
{
    private const string Name = "probe";
    private const string ByName = "rpcname:" + Name;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_server_cut_off_from_the_name_server_is_listed_again_and_its_callers_notice_nothing(bool there, bool back)
    {
        await PublishAsync();
        Assert.Equal("OK 1", (await EchoAsync(1, ByName)).Text);
        if (there)
        {
            await Network.CutAsync(ServerHost, NamesHost);
        }

        if (back)
        {
            await Network.CutAsync(NamesHost, ServerHost);
        }

        await Names.UntilAsync("list", "", static list => !list.Contains($"{Name}=", StringComparison.Ordinal));
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal($"OK {i}", (await EchoAsync(i, ByName)).Text);
            await Task.Delay(50);
        }

        await Network.HealAsync();
        await Names.UntilAsync("list", "", list => list.Contains($"{Name}={ServerAddress}/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_whose_way_to_the_name_server_comes_and_goes_is_listed_once_in_the_end()
    {
        await PublishAsync();
        for (int i = 0; i < 8; i++)
        {
            await (i % 2 == 0 ? Network.PartAsync(ServerHost, NamesHost) : Network.CutAsync(NamesHost, ServerHost));
            await Task.Delay(150 * i);
            await Network.HealAsync();
            await Task.Delay(200);
        }

        string list = await Names.UntilAsync("list", "", list => list.Contains($"{Name}={ServerAddress}/", StringComparison.Ordinal));
        Assert.Equal(2, list.Split($"{Name}=").Length);
        await WorksAgainAsync(ByName);
    }

    [Fact]
    public async Task A_client_cut_off_from_the_name_server_reaches_what_it_knows_and_learns_the_rest_afterwards()
    {
        await PublishAsync();
        await PublishAsync("later");
        Assert.Equal("OK 1", (await EchoAsync(1, ByName)).Text);
        await Network.PartAsync(ClientHost, NamesHost);
        Assert.Equal("OK 2", (await EchoAsync(2, ByName)).Text);
        Answer unknown = await EchoAsync(3, "rpcname:later", timeout: 50_000);
        Assert.Equal("FAILED Unavailable NameServerUnreachable NotExecuted", unknown.Text);
        Assert.Equal("OK 4", (await EchoAsync(4, ByName)).Text);
        await Network.HealAsync();
        await WorksAgainAsync("rpcname:later");
    }

    [Fact]
    public async Task A_server_whose_host_gets_another_address_is_found_there()
    {
        await PublishAsync();
        Assert.Equal("OK 1", (await EchoAsync(1, ByName)).Text);
        string[] endless = await BeginEndlessAsync();
        string before = ServerAddress;
        await Network.MoveAsync(ServerHost);
        Assert.NotEqual(before, ServerAddress);
        await PublishAsync();
        await FailAsMaybeExecutedAsync(endless);
        await WorksAgainAsync(ByName);
        string list = await Names.AskAsync("list");
        Assert.Contains($"{Name}={ServerAddress}/", list, StringComparison.Ordinal);
        Assert.DoesNotContain(before + "/", list, StringComparison.Ordinal);
        await Server.UntilAsync("state", "", static state => state.Contains("begun 2 ended 2 ", StringComparison.Ordinal));
    }

    [Fact]
    public Task While_the_name_server_is_dead_known_names_work_and_when_it_is_back_empty_they_are_listed_again() => LiveWithoutNamesAsync(5);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task A_minute_without_a_name_server_fails_no_call_to_a_known_name() => LiveWithoutNamesAsync(60);

    [Fact]
    public async Task A_server_that_stands_still_past_its_lease_is_taken_off_the_list_and_comes_back()
    {
        await PublishAsync();
        Server.Signal("STOP");
        await Names.UntilAsync("list", "", static list => !list.Contains($"{Name}=", StringComparison.Ordinal));
        Server.Signal("CONT");
        await Names.UntilAsync("list", "", list => list.Contains($"{Name}={ServerAddress}/", StringComparison.Ordinal));
        await WorksAgainAsync(ByName);
    }

    private async Task LiveWithoutNamesAsync(int seconds)
    {
        const int Piece = 5;
        await PublishAsync();
        Assert.Equal("OK 1", (await EchoAsync(1, ByName)).Text);
        Names.Kill();
        for (int gone = 0; gone < seconds; gone += Piece)
        {
            var answer = Answer.Parse(await Client.AskAsync("load", $"{ByName} 20000 {Piece * 1000}"));
            Assert.Equal(0, answer.Number("failed"));
            Assert.InRange(answer.Number("answered"), 10, int.MaxValue);
        }

        Names = await StartNamesAsync();
        await Names.UntilAsync("list", "", list => list.Contains($"{Name}={ServerAddress}/", StringComparison.Ordinal));
        await WorksAgainAsync(ByName);
    }

    // The connection to the name server may be one that the move has broken: then it is told, and a second try makes a new one.
    private async Task PublishAsync(string name = Name) =>
        await Server.UntilAsync("publish", $"{name} {ServerAddress} 1", static answer => answer.StartsWith("OK ", StringComparison.Ordinal));
}
