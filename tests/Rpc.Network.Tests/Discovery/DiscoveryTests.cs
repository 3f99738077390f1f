namespace Rpc.Network.Tests;

/// <summary>Programs that were told of no name server, on two subnets with a router between them: who is found, by whom, and at which address.</summary>
public sealed class DiscoveryTests : IAsyncLifetime
{
    private const string Interval = "5000";
    private const string None = "-";
    private const string ByName = "rpcname:probe 20000 7";

    private Network _network = null!;
    private Host _near = null!;
    private Host _names = null!;
    private Host _far = null!;

    private string NamesAddress => $"rpc://{_names.Address}:9190";

    public async ValueTask InitializeAsync()
    {
        (_network, Host[] hosts) = await Network.CreateAsync("near", "far");
        (_near, _far) = (hosts[0], hosts[1]);
        _names = await _network.AddBesideAsync(_near, "names");
    }

    public async ValueTask DisposeAsync()
    {
        if (_network is not null)
        {
            await _network.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_broadcast_finds_the_name_server_of_the_subnet_and_does_not_cross_the_router()
    {
        Task<HostProgram> starting = _far.StartAsync("call", None, Interval);
        await _names.StartAsync("ns", "rpc://0.0.0.0:9190", "discoverable");
        HostProgram server = await _near.StartAsync("serve", "rpc://0.0.0.0:9101", None, Interval);
        await PublishedAsync(server, $"rpc://{_near.Address}:9101/");
        HostProgram near = await _names.StartAsync("call", None, Interval);
        await WorksAsync(near);

        // The other subnet hears nothing of it; told where the name server is, it reaches both through the router.
        HostProgram lost = await starting;
        Assert.Equal("FAILED Unavailable NameServerUnreachable NotExecuted", Answer.Parse(await lost.AskAsync("echo", ByName)).Text);
        HostProgram told = await _far.StartAsync("call", NamesAddress, Interval);
        await WorksAsync(told);
        Assert.Contains("rpc.nameserver=" + NamesAddress, await ListAsync(), StringComparison.Ordinal);

        async Task<string> ListAsync() => await (await _far.StartAsync("call", NamesAddress, Interval)).AskAsync("names");
    }

    [Fact]
    public async Task A_server_beside_a_local_name_server_advertises_an_address_that_other_subnets_reach()
    {
        await _names.StartAsync("ns", "rpc://0.0.0.0:9190", "discoverable");
        HostProgram server = await _names.StartAsync("serve", "rpc://0.0.0.0:9101", "rpc://127.0.0.1:9190", Interval);
        await PublishedAsync(server, $"rpc://{_names.Address}:9101/");
        HostProgram far = await _far.StartAsync("call", NamesAddress, Interval);
        await WorksAsync(far);

        // What only its own machine can reach is refused by the name server too.
        string refused = await far.AskAsync("register", "rpc://127.0.0.1:9101/probe");
        Assert.StartsWith("FAILED InvalidArgument", refused, StringComparison.Ordinal);
        Assert.Contains(_far.Address, refused, StringComparison.Ordinal);
        Assert.Equal("OK", await far.AskAsync("register", $"rpc://{_far.Address}:9101/probe"));
    }

    [Fact]
    public async Task Hosts_without_IPv4_find_each_other_by_multicast()
    {
        await Network.MakeV6OnlyAsync(_names);
        await Network.MakeV6OnlyAsync(_near);
        await _names.StartAsync("ns", "rpc://[::]:9190", "discoverable");
        HostProgram server = await _near.StartAsync("serve", "rpc://[::]:9101", None, Interval);
        await PublishedAsync(server, $"rpc://[{System.Net.IPAddress.Parse(_near.AddressV6)}]:9101/");
        HostProgram client = await _near.StartAsync("call", None, Interval);
        await WorksAsync(client);
        Assert.Contains($"rpc.nameserver=rpc://[{System.Net.IPAddress.Parse(_names.AddressV6)}]:9190", await client.AskAsync("names"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_router_passes_multicast_on_a_question_with_enough_hops_finds_the_name_server_of_another_subnet()
    {
        await _names.StartAsync("ns", "rpc://0.0.0.0:9190", "discoverable");
        string arrival = $"{await _network.RouterIndexAsync(_far.RouterLink)}";
        string departure = $"{await _network.RouterIndexAsync($"switch{_names.Number}")}";
        await _network.StartOnRouterAsync("route", _far.Address, Naming.DiscoveryMessage.Group.ToString(), arrival, departure);
        HostProgram server = await _far.StartAsync("serve", "rpc://0.0.0.0:9101", NamesAddress, Interval);
        await PublishedAsync(server);
        HostProgram oneHop = await _far.StartAsync("call", None, Interval);
        Assert.Equal("FAILED Unavailable NameServerUnreachable NotExecuted", Answer.Parse(await oneHop.AskAsync("echo", ByName)).Text);
        HostProgram moreHops = await _far.StartAsync("call", None, Interval, "hops=3");
        await WorksAsync(moreHops);
    }

    [Fact]
    public async Task A_name_server_on_loopback_is_found_on_its_own_host_only()
    {
        await _names.StartAsync("ns", "rpc://127.0.0.1:9200", "discoverable");
        HostProgram server = await _names.StartAsync("serve", "rpc://0.0.0.0:9101", None, Interval);
        await PublishedAsync(server);
        HostProgram own = await _names.StartAsync("call", None, Interval);
        await WorksAsync(own);
        HostProgram other = await _near.StartAsync("call", None, Interval);
        Assert.Equal("FAILED Unavailable NameServerUnreachable NotExecuted", Answer.Parse(await other.AskAsync("echo", ByName)).Text);
    }

    [Fact]
    public async Task A_token_that_may_go_in_clear_is_kept_from_a_name_server_that_was_found_and_another_one_is_looked_for_when_it_dies()
    {
        HostProgram first = await _names.StartAsync("ns", "rpc://0.0.0.0:9190", "discoverable");
        HostProgram server = await _near.StartAsync("serve", "rpc://0.0.0.0:9101", None, Interval);
        await PublishedAsync(server);
        HostProgram careful = await _near.StartAsync("call", None, Interval, "token=secret");
        Assert.Equal("FAILED FailedPrecondition CredentialsWithheld NotExecuted", Answer.Parse(await careful.AskAsync("echo", ByName)).Text);
        HostProgram told = await _near.StartAsync("call", NamesAddress, Interval, "token=secret");
        await WorksAsync(told);

        // A name server elsewhere, and empty: the server finds it and is listed there.
        first.Kill();
        await _near.StartAsync("ns", "rpc://0.0.0.0:9300", "discoverable");
        HostProgram later = await _names.StartAsync("call", None, Interval);
        await WorksAsync(later);
    }

    /// <summary>In the end, as a machine that is busy may miss an answer to a search of one second.</summary>
    private static Task<string> WorksAsync(HostProgram client) => client.UntilAsync("echo", ByName, static answer => answer.StartsWith("OK 7 ", StringComparison.Ordinal));

    private static Task<string> PublishedAsync(HostProgram server, string address = "") => server.UntilAsync("publish", "probe - 3", answer => answer.StartsWith("OK " + address, StringComparison.Ordinal));
}
