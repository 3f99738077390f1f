using System.Text.Json;
using Rpc.Naming;
using Xunit;

namespace Rpc.Cli.Tests;

public class NamingCommandTests : CliTest
{
    [Fact]
    public async Task List_goes_on_to_the_last_page_and_narrows_by_prefix_and_glob()
    {
        for (int i = 0; i < 1203; i++)
        {
            await Register($"n{i:0000}");
        }

        await Run("list", "--json");
        Assert.Equal(1203, JsonDocument.Parse(Output).RootElement.GetArrayLength());
        await Run("list", "n00", "--json");
        Assert.Equal(100, JsonDocument.Parse(Output).RootElement.GetArrayLength());
        await Run("list", "--glob", "n?00?", "--json");
        Assert.Equal(20, JsonDocument.Parse(Output).RootElement.GetArrayLength());
        await Run("list", "nobody");
        Assert.Equal("no names\n", Output);
    }

    [Fact]
    public async Task Lists_as_json_tell_all_that_is_known()
    {
        await Register("a", tags: ["ü"]);

        await Run("list", "--json");
        JsonElement instance = JsonDocument.Parse(Output).RootElement[0].GetProperty("instances")[0];
        Assert.Equal("rpc://10.0.0.1:9101/x", instance.GetProperty("uri").GetString());
        Assert.Equal("ü", instance.GetProperty("tags")[0].GetString());
        Assert.Equal(15, instance.GetProperty("leaseSeconds").GetInt32());
        Assert.Equal(1, instance.GetProperty("weight").GetInt32());
        Assert.Contains("ü", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_without_a_name_server_is_one_line_that_says_where_and_what_to_do()
    {
        Access.NoNameServer = true;

        Assert.Equal(1, await Run("list", "--ns", "10.0.0.9"));
        Assert.Empty(Output);
        string line = Assert.Single(Errors.TrimEnd('\n').Split('\n'));
        Assert.Contains("rpc://10.0.0.9:9190", line, StringComparison.Ordinal);
        Assert.Contains("`rpc ns`", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_trace_is_shown_on_request_only()
    {
        Access.NoNameServer = true;

        await Run("list", "--verbose");
        Assert.Contains("   at ", Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lookup_prints_uris_and_fails_for_an_unknown_name()
    {
        await Register("a");
        await Register("a", "rpc://10.0.0.2:9101/a", mode: RegisterMode.Add);

        Assert.Equal(0, await Run("lookup", "a"));
        Assert.Equal("rpc://10.0.0.1:9101/x\nrpc://10.0.0.2:9101/a\n", Output);
        Assert.Equal(0, await Run("lookup", "a", "--json"));
        Assert.Equal("a", JsonDocument.Parse(Output).RootElement.GetProperty("name").GetString());
        Assert.Equal(1, await Run("lookup", "b"));
        Assert.Contains("'b'", Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_lists_an_object_for_good_or_for_a_time()
    {
        Assert.Equal(0, await Run("register", "printer", "rpc://localhost:9101/printer", "--tag", "floor2", "--tag", "colour"));
        NameInstance instance = Assert.Single((await Access.Server.LookupAsync("printer")).Instances);
        Assert.Equal(("rpc://localhost:9101/printer", 0), (instance.Uri, instance.LeaseSeconds));
        Assert.Equal(["floor2", "colour"], instance.Tags);

        Assert.Equal(0, await Run("register", "printer", "rpc://localhost:9102/printer", "--lease", "60", "--mode", "add"));
        Assert.Equal(60, (await Access.Server.LookupAsync("printer")).Instances[1].LeaseSeconds);
        Assert.Equal(1, await Run("register", "printer", "rpc://localhost:9103/printer", "--mode", "fail"));
        Assert.Contains("taken", Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rpc://0.0.0.0:1/x", "localhost", "Advertise")]
    [InlineData("rpc://127.0.0.1:1/x", "10.0.0.9", "loopback")]
    [InlineData("rpc://10.0.0.1:1", "10.0.0.9", "no object id")]
    public async Task Register_refuses_what_clients_cannot_reach(string uri, string nameServer, string reason)
    {
        Assert.Equal(1, await Run("register", "x", uri, "--ns", nameServer));
        Assert.Contains(reason, Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_takes_one_name_a_prefix_or_a_glob()
    {
        foreach (string name in (string[])["one", "a_1", "a_2", "axb", "A_B", "n.log", "m.log"])
        {
            await Register(name);
        }

        Assert.Equal(0, await Run("remove", "one"));
        Assert.Equal("removed 1 name\n", Output);
        Assert.Equal(1, await Run("remove", "one"));
        Assert.Equal(0, await Run("remove", "--prefix", "a_"));
        Assert.Equal("removed 2 names\n", Output);
        Assert.Equal(0, await Run("remove", "--glob", "?.log"));
        Assert.Equal("removed 2 names\n", Output);
        Assert.Equal(2, await Access.Server.CountAsync());
        Assert.Equal(1, await Run("remove", NameRules.OwnName));
        Assert.Contains("own entry", Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_from_elsewhere_cannot_write_to_the_terminal()
    {
        await Access.Server.RegisterAsync(new NameRegistration("x", "rpc://10.0.0.1:9101/x", "s", ["[bold]t[/]"]));

        await Run("list");
        Assert.Contains("[bold]t[/]", Output, StringComparison.Ordinal);
        Assert.Equal(2, await Run("lookup", "a\u001b[31mb"));
        Assert.DoesNotContain('\u001b', Errors);
    }

    [Fact]
    public async Task The_option_ns_says_which_name_servers_are_asked()
    {
        await Run("list", "--ns", "a,b:77");

        Assert.Equal(["rpc://a:9190/nameserver", "rpc://b:77/nameserver"], Access.Names.NameServers.Select(server => server.ToString()));
    }
}
