using System.Text.Json;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Cli.Tests;

/// <summary>Watching, keeping and waiting for names, with the tool as processes.</summary>
public sealed class NamesEndToEndTests : ToolTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_watcher_sees_snapshot_and_changes_once_in_order_across_a_restart_and_ends_with_0()
    {
        string store = "sqlite:" + Folder.File("watched.db");
        ProgramRun ns = await StartNameServer(store: store);
        string address = NameServer;
        await Register("a.stays", "a.goes");
        var time = System.Diagnostics.Stopwatch.StartNew();
        ProgramRun watch = Run("watch", "a.", "--timeout", "5");
        await watch.WaitForLineAsync("= a.stays", Limit);
        await Register("a.new");
        await watch.WaitForLineAsync("+ a.new", Limit);
        Assert.Equal(0, (await Rpc("tag", "a.new", "--tag", "t")).Code);
        await watch.WaitForLineAsync("~ a.new", Limit);

        // Longer than any answer may take: the watch does not end of it.
        await Until(() => Task.FromResult(time.Elapsed > TimeSpan.FromSeconds(6)), seconds: 10);
        ns.Kill();
        await ns.ExitAsync();
        await Until(() => Task.FromResult(watch.Errors.Contains("is gone", StringComparison.Ordinal)), seconds: 20);
        await StartNameServer(address, store);
        Assert.Equal(0, (await Rpc("remove", "a.goes")).Code);
        await watch.WaitForLineAsync("- a.goes", Limit);
        watch.Signal("INT");

        Assert.Equal(0, await watch.ExitAsync(Limit));
        Assert.Equal(
            ["= a.goes rpc://10.0.0.7:9101/x", "= a.stays rpc://10.0.0.7:9101/x", "+ a.new rpc://10.0.0.7:9101/x", "~ a.new rpc://10.0.0.7:9101/x (t)", "- a.goes"],
            watch.Output.TrimEnd('\n').Split('\n'));
        string[] errors = watch.Errors.TrimEnd('\n').Split('\n');
        Assert.Equal(2, errors.Length);
        Assert.Contains("gone", errors[0], StringComparison.Ordinal);
        Assert.Equal("rpc: the name server is back.", errors[1]);
    }

    [Fact]
    public async Task A_watch_as_json_is_one_object_a_line()
    {
        await StartNameServer();
        await Register("a");
        ProgramRun watch = Run("watch", "--glob", "?", "--json");
        await watch.WaitForLineAsync("\"current\"", Limit);
        await Register("b");
        Assert.Equal(0, (await Rpc("remove", "a")).Code);
        await watch.WaitForLineAsync("\"removed\"", Limit);
        watch.Signal("TERM");

        Assert.Equal(0, await watch.ExitAsync(Limit));
        JsonElement[] events = [.. watch.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["present", "current", "added", "removed"], events.Select(one => one.GetProperty("event").GetString()));
        Assert.Equal(1, events[1].GetProperty("names").GetInt32());
        Assert.Equal("rpc://10.0.0.7:9101/x", events[2].GetProperty("instances")[0].GetProperty("uri").GetString());
        Assert.Equal("a", events[3].GetProperty("name").GetString());
        Assert.Empty(watch.Errors);
    }

    [Fact]
    public async Task A_watch_without_a_name_server_is_exit_code_1_and_one_clear_line()
    {
        (int code, string output, string errors) = await Rpc("watch");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("`rpc ns`", Assert.Single(errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_name_outlives_its_lease_comes_back_with_the_name_server_and_goes_at_the_end()
    {
        ProgramRun ns = await StartNameServer();
        string address = NameServer;
        (ProgramRun keep, _) = await Start(["register", "kept", "rpc://127.0.0.1:9101/x", "--keep", "--lease", "3", "--meta", "k=v"], "registered kept");
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        await Until(() => IsListed("kept"), seconds: 20);
        ns.Kill();
        await ns.ExitAsync();
        await StartNameServer(address);
        await Until(() => IsListed("kept"), seconds: 20);
        Assert.Contains("\"k\": \"v\"", (await Rpc("lookup", "kept", "--json")).Output, StringComparison.Ordinal);

        keep.Signal("INT");
        Assert.Equal(0, await keep.ExitAsync(Limit));
        Assert.False(await IsListed("kept"));
    }

    [Fact]
    public async Task A_kept_name_that_another_server_takes_ends_with_1_and_says_so()
    {
        await StartNameServer();
        (ProgramRun keep, _) = await Start(["register", "kept", "rpc://127.0.0.1:9101/x", "--keep", "--lease", "1"], "registered kept");
        Assert.Equal(0, (await Rpc("register", "kept", "rpc://127.0.0.1:9102/x")).Code);

        Assert.Equal(1, await keep.ExitAsync(Limit));
        Assert.Contains("Another server has taken the name 'kept'", keep.Errors, StringComparison.Ordinal);
        await Succeeds("rpc://127.0.0.1:9102/x\n", "lookup", "kept");
    }

    [Fact]
    public async Task A_lookup_waits_for_a_name_and_for_the_name_server_itself()
    {
        ProgramRun ns = await StartNameServer();
        string address = NameServer;
        ns.Kill();
        await ns.ExitAsync();
        ProgramRun lookup = Run("lookup", "late", "--wait", "60");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await StartNameServer(address);
        await Register("late");

        Assert.Equal(0, await lookup.ExitAsync(Limit));
        Assert.Equal("rpc://10.0.0.7:9101/x", lookup.Output.Trim());
        Assert.Empty(lookup.Errors);
    }

    [Fact]
    public async Task Ping_alone_measures_the_name_servers_that_there_are()
    {
        await StartNameServer();

        (int code, string output, _) = await Rpc("ping", "--ns", NameServer + ",127.0.0.1:1", "--count", "20");
        Assert.Equal(0, code);
        Assert.Matches(@"answers +[\d.]+ ms +20 +0 +[\d.]+ ms +[\d.]+ ms +[\d.]+ ms", output);
        Assert.Contains("silent: ", output, StringComparison.Ordinal);
        Assert.Equal(1, (await Rpc("ping", "--ns", "127.0.0.1:1")).Code);
    }

    private ProgramRun Run(params string[] arguments)
    {
        var run = ProgramRun.Start(Tool, arguments, environment: Environment());
        Running.Add(run);
        return run;
    }

    private async Task Register(params string[] names)
    {
        foreach (string name in names)
        {
            Assert.Equal(0, (await Rpc("register", name, "rpc://10.0.0.7:9101/x")).Code);
        }
    }
}
