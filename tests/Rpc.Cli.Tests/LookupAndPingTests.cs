using System.Text.Json;
using Rpc.Naming;
using Xunit;

namespace Rpc.Cli.Tests;

public class LookupAndPingTests : CliTest
{
    [Fact]
    public async Task Tags_lead_to_all_instances_that_have_them()
    {
        await Register("a", "rpc://10.0.0.1:1/a", tags: ["red", "big"]);
        await Register("b", "rpc://10.0.0.1:1/b", tags: ["red", "big", "old"]);
        await Register("c", "rpc://10.0.0.1:1/c", tags: ["red"]);

        Assert.Equal(0, await Run("lookup", "rpcmeta:red,big"));
        Assert.Equal("rpc://10.0.0.1:1/a\nrpc://10.0.0.1:1/b\n", Output);
        Assert.Equal(0, await Run("lookup", "rpcmeta:old", "--json"));
        Assert.Equal("b", JsonDocument.Parse(Output).RootElement[0].GetProperty("name").GetString());
        Assert.Equal(1, await Run("lookup", "rpcmeta:red,blue"));
        Assert.Contains("red, blue", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_may_say_its_name_server()
    {
        await Register("a", "rpc://10.0.0.1:1/a");

        Assert.Equal(0, await Run("lookup", "rpcname:a@10.0.0.9:77"));
        Assert.Equal("rpc://10.0.0.1:1/a\n", Output);
        Assert.Equal("names at rpc://10.0.0.9:77/nameserver", Assert.Single(Access.Calls));
        Assert.Equal(2, await Run("lookup", "rpc://10.0.0.1:1/a"));
    }

    [Theory]
    [InlineData("late")]
    [InlineData("rpcmeta:x,y")]
    public async Task Lookup_waits_for_what_is_not_registered_yet(string what)
    {
        await Register("later", tags: ["x"]);
        Task<int> run = Run("lookup", what, "--wait", "20", "--timeout", "0.2");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.False(run.IsCompleted);
        await Register("late", "rpc://10.0.0.1:1/late", tags: ["x", "y"]);

        Assert.Equal(0, await run);
        Assert.Equal("rpc://10.0.0.1:1/late\n", Output);
        Assert.Equal(0, await Run("lookup", what, "--wait", "20"));
    }

    [Theory]
    [InlineData(false, "did not list 'late' within 2 s.")]
    [InlineData(true, "`rpc ns`")]
    public async Task A_wait_ends_at_its_deadline_with_one_line(bool noNameServer, string says)
    {
        Access.NoNameServer = noNameServer;

        Assert.Equal(1, await Run("lookup", "late", "--wait", "2"));
        Assert.Contains(says, Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ping_with_a_count_tells_minimum_median_and_maximum()
    {
        Assert.Equal(0, await Run("ping", "rpc://10.0.0.1:1/a", "--count", "4"));
        Assert.Equal(5, Access.Calls.Count);
        Assert.Equal("OBJECT STATE CONNECT PINGS LOST MIN MEDIAN MAX", string.Join(' ', Lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("rpc://10.0.0.1:1/a answers 1.23 ms 4 0 1.23 ms 1.23 ms 1.23 ms", string.Join(' ', Lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Equal(0, await Run("ping", "rpc://10.0.0.1:1/a", "--count", "2", "--json"));
        JsonElement result = JsonDocument.Parse(Output).RootElement;
        Assert.Equal((2, 0, 1.234), (result.GetProperty("pings").GetInt32(), result.GetProperty("lost").GetInt32(), result.GetProperty("median").GetDouble()));
        Assert.Equal(2, await Run("ping", "x", "--count", "0"));
    }

    [Fact]
    public async Task Pings_without_an_answer_are_counted_as_lost()
    {
        Access.PingTimes = [5, 4, null, 1, 3];

        Assert.Equal(0, await Run("ping", "rpc://10.0.0.1:1/a", "--count", "4", "--json"));
        JsonElement result = JsonDocument.Parse(Output).RootElement;
        Assert.Equal((4, 1), (result.GetProperty("pings").GetInt32(), result.GetProperty("lost").GetInt32()));
        Assert.Equal((5.0, 1.0, 3.0, 4.0), (result.GetProperty("milliseconds").GetDouble(), result.GetProperty("minimum").GetDouble(), result.GetProperty("median").GetDouble(), result.GetProperty("maximum").GetDouble()));
    }

    [Fact]
    public async Task Ping_alone_asks_each_name_server()
    {
        Access.Silent = "10.0.0.2";

        Assert.Equal(0, await Run("ping", "--ns", "10.0.0.1,10.0.0.2:77"));
        Assert.Matches("^rpc://10.0.0.1:9190 +answers +1.23 ms$", Lines[1]);
        Assert.Matches("^rpc://10.0.0.2:77 +silent: Nobody is there.$", Lines[2]);
        Assert.Equal(0, await Run("ping", "--ns", "10.0.0.1,10.0.0.2:77", "--json"));
        Assert.Equal([true, false], JsonDocument.Parse(Output).RootElement.EnumerateArray().Select(server => server.GetProperty("answers").GetBoolean()));
    }

    [Fact]
    public async Task Ping_alone_fails_when_no_name_server_answers()
    {
        Access.Silent = "10.0.0";

        Assert.Equal(1, await Run("ping", "--ns", "10.0.0.1,10.0.0.2:77"));
        Assert.Equal(3, Lines.Length);
        Assert.Contains("rpc://10.0.0.1:9190 or rpc://10.0.0.2:77", Error, StringComparison.Ordinal);
        Assert.Contains("`rpc ns`", Error, StringComparison.Ordinal);
    }
}
