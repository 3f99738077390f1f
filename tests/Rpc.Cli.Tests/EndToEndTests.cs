using System.Text.Json;
using Rpc.Cli.Echo;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Cli.Tests;

/// <summary>The tool as processes: a name server, an object, and commands that find and call it.</summary>
public sealed class EndToEndTests : ToolTest
{
    [Fact]
    public async Task An_object_is_found_described_called_pinged_and_removed()
    {
        await StartNameServer();
        (ProgramRun echo, string uri) = await Start(["echo", "--name", "echo"], "echo at ");

        Assert.Contains("echo", (await Rpc("list")).Output, StringComparison.Ordinal);
        Assert.Contains("rpc.nameserver", (await Rpc("list", "rpc.")).Output, StringComparison.Ordinal);
        await Succeeds(uri + "\n", "lookup", "echo");
        await Succeeds("5\n", "call", "echo", "Add", "2", "3");
        await Succeeds("3\n", "call", uri, "Add", "2");
        await Succeeds("\"hello\"\n", "call", "echo", "Echo", "hello");
        await Succeeds("1\n2\n3\n4\n5\n", "call", "echo", "Count", "5");
        await Succeeds("-5\n", "call", "echo", "Add", """{"x": -7, "y": 2}""");
        (int code, string description, _) = await Rpc("describe", "echo");
        Assert.Equal(0, code);
        Assert.Contains("int Add(int x, int y = 1)", description, StringComparison.Ordinal);
        Assert.Contains("Gives the sum.", description, StringComparison.Ordinal);
        Assert.Equal("Rpc.Cli.Echo.IEcho", JsonDocument.Parse((await Rpc("describe", uri, "--json")).Output).RootElement.GetProperty("name").GetString());
        Assert.Contains("answered in", (await Rpc("ping", "echo")).Output, StringComparison.Ordinal);
        Assert.Contains("LookupAsync", (await Rpc("describe", "rpc.nameserver")).Output, StringComparison.Ordinal);
        await Succeeds("removed 1 name\n", "remove", "echo");
        Assert.False(echo.Alive().Count == 0);
    }

    [Fact]
    public async Task Failures_are_one_line_and_exit_code_1()
    {
        await StartNameServer();
        (ProgramRun _, string uri) = await Start(["echo"], "echo at ");
        string[][] commands = [["lookup", "nobody"], ["ping", "nobody"], ["call", uri, "Nothing"], ["call", uri, "Add", "2147483647", "1"], ["ping", uri + "x"], ["remove", "nobody"]];
        foreach (string[] command in commands)
        {
            (int code, string output, string errors) = await Rpc(command);
            Assert.Equal((1, string.Empty), (code, output));
            Assert.Single(errors.Trim().Split('\n'));
        }
    }

    [Fact]
    public async Task List_without_a_name_server_is_exit_code_1_and_one_clear_line()
    {
        (int code, string output, string errors) = await Rpc("list");

        Assert.Equal((1, string.Empty), (code, output));
        string line = Assert.Single(errors.Trim().Split('\n'));
        Assert.Contains("rpc://127.0.0.1:1", line, StringComparison.Ordinal);
        Assert.Contains("`rpc ns`", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Servers_end_cleanly_when_asked_to(string signal)
    {
        ProgramRun ns = await StartNameServer();
        (ProgramRun echo, _) = await Start(["echo", "--name", "echo"], "echo at ");

        echo.Signal(signal);
        Assert.Equal(0, await echo.ExitAsync(TimeSpan.FromSeconds(20)));
        Assert.False(await IsListed("echo"));
        ns.Signal(signal);
        Assert.Equal(0, await ns.ExitAsync(TimeSpan.FromSeconds(20)));
        Assert.Empty(ns.Errors + echo.Errors);
    }

    [Fact]
    public async Task A_killed_server_is_gone_within_its_lease_and_a_second()
    {
        await StartNameServer();
        (ProgramRun echo, _) = await Start(["echo", "--name", "echo"], "echo at ");
        echo.Kill();

        await Until(async () => !await IsListed("echo"), seconds: 18);
    }

    [Fact]
    public async Task Names_survive_the_kill_of_the_name_server_in_the_default_database()
    {
        ProgramRun ns = await StartNameServer(store: null);
        await Succeeds("registered printer as rpc://10.0.0.7:9101/printer, until it is removed\n", "register", "printer", "rpc://10.0.0.7:9101/printer", "--ns", NameServer);
        string address = NameServer;
        ns.Kill();
        await ns.ExitAsync();

        await StartNameServer(address, store: null);
        await Succeeds("rpc://10.0.0.7:9101/printer\n", "lookup", "printer");
        Assert.True(File.Exists(Folder.File("rpc/names.db")));
    }

    [Fact]
    public async Task A_second_name_server_on_the_same_database_or_address_ends_with_1_and_says_why()
    {
        ProgramRun first = await StartNameServer(store: null);

        (int code, _, string errors) = await Rpc("ns", "--listen", "rpc://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.Contains($"pid {first.Id}", errors, StringComparison.Ordinal);
        (code, _, errors) = await Rpc("ns", "--listen", NameServer, "--store", "memory");
        Assert.Equal(1, code);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_name_server_restarted_empty_lists_living_servers_again_within_a_lease()
    {
        ProgramRun ns = await StartNameServer();
        await Start(["echo", "--name", "echo"], "echo at ");
        string address = NameServer;
        ns.Kill();
        await ns.ExitAsync();

        await StartNameServer(address);
        Assert.False(await IsListed("echo"));
        await Until(() => IsListed("echo"), seconds: 16);
        await Succeeds("5\n", "call", "echo", "Add", "2", "3");
    }

    [Fact]
    public async Task A_server_that_was_paused_past_its_lease_comes_back_by_itself()
    {
        await StartNameServer();
        (ProgramRun echo, _) = await Start(["echo", "--name", "echo"], "echo at ");
        echo.Signal("STOP");
        await Until(async () => !await IsListed("echo"), seconds: 18);
        echo.Signal("CONT");

        await Until(() => IsListed("echo"), seconds: 16);
    }

    [Fact]
    public async Task Calls_to_a_known_name_go_on_without_an_error_while_the_name_server_is_dead()
    {
        ProgramRun ns = await StartNameServer();
        await Start(["echo", "--name", "echo"], "echo at ");
        await using RpcClient client = Client();
        IEcho echo = client.Get<IEcho>("rpcname:echo");
        Assert.Equal(3, echo.Add(1, 2));
        ns.Kill();

        // Longer than an address is taken from memory without asking again.
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (int i = 0; watch.Elapsed < TimeSpan.FromSeconds(15); i++)
        {
            Assert.Equal(i + 1, echo.Add(i));
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task A_proxy_finds_its_object_again_where_it_has_been_started_anew()
    {
        await StartNameServer();
        (ProgramRun first, string before) = await Start(["echo", "--name", "echo"], "echo at ");
        await using RpcClient client = Client();
        IEcho echo = client.Get<IEcho>("rpcname:echo");
        Assert.Equal("a", echo.Echo("a"));
        first.Kill();
        (ProgramRun _, string after) = await Start(["echo", "--name", "echo"], "echo at ");

        Assert.NotEqual(before, after);
        await Until(() => Task.FromResult(Answers(echo)), seconds: 10);
    }

    private RpcClient Client() => new(new RpcClientOptions { NameServers = [RemoteUri.Parse(NameServer)] });

    private static bool Answers(IEcho echo)
    {
        try
        {
            return echo.Echo("b") == "b";
        }
        catch (RpcException error) when (error.Status == RpcStatus.Unavailable)
        {
            return false;
        }
    }
}
