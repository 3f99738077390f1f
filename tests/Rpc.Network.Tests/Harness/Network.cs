using System.Globalization;

namespace Rpc.Network.Tests;

/// <summary>Hosts with a router between them: each is a network namespace with an address of its own. Gone afterwards, with what runs in them.</summary>
internal sealed class Network : IAsyncDisposable
{
    /// <summary>How the namespaces of all runs begin; the id of the run's process follows, so that what a killed run left behind can be told from what is in use.</summary>
    public const string Prefix = "rpctest";

    private static int s_count;

    private readonly string _name = $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}";
    private readonly List<Host> _hosts = [];
    private readonly Dictionary<(Host From, Host To), string[]> _cuts = [];

    private readonly Host _routerPrograms;

    private Network() => _routerPrograms = new Host(Router, 0);

    /// <summary>The namespace of the router between all subnets.</summary>
    public string Router => $"{_name}-router";

    /// <summary>Makes a host for each name. Skips the test, with the reason, where that cannot be.</summary>
    public static async Task<(Network Network, Host[] Hosts)> CreateAsync(params string[] names)
    {
        string? obstacle = await Ip.ObstacleAsync;
        Assert.SkipWhen(obstacle is not null, obstacle ?? "");
        await RemoveLeftoversAsync();
        var network = new Network();
        try
        {
            await Ip.RunAsync("netns", "add", network.Router);
            await Ip.RunAsync("netns", "exec", network.Router, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
            foreach (string name in names)
            {
                await network.AddAsync(name);
            }

            return (network, [.. network._hosts]);
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets packets from one host to another vanish, until <see cref="HealAsync"/>. Nobody hears of it.</summary>
    public async Task CutAsync(Host from, Host to)
    {
        string[] rule = ["from", from.Address, "to", to.Address, "blackhole"];
        await Ip.RunAsync(["-n", Router, "rule", "add", .. rule]);
        _cuts.Add((from, to), rule);
    }

    /// <summary>Both directions.</summary>
    public async Task PartAsync(Host one, Host other)
    {
        await CutAsync(one, other);
        await CutAsync(other, one);
    }

    /// <summary>Everybody reaches everybody again.</summary>
    public async Task HealAsync()
    {
        foreach (string[] rule in _cuts.Values)
        {
            await Ip.RunAsync(["-n", Router, "rule", "del", .. rule]);
        }

        _cuts.Clear();
    }

    /// <summary>Pulls the plug: the host's link is gone, and nothing that it still says leaves it.</summary>
    public Task UnplugAsync(Host host) => Ip.RunAsync("-n", Router, "link", "set", host.RouterLink, "down");

    /// <summary>Puts the plug back.</summary>
    public Task PlugAsync(Host host) => Ip.RunAsync("-n", Router, "link", "set", host.RouterLink, "up");

    /// <summary>Gives a host another address; the old one is nobody's.</summary>
    public static async Task MoveAsync(Host host)
    {
        string before = host.Address;
        host.Move();
        await Ip.RunAsync("-n", host.Namespace, "addr", "add", $"{host.Address}/24", "dev", "eth0");
        await Ip.RunAsync("-n", host.Namespace, "addr", "del", $"{before}/24", "dev", "eth0");

        // With the first address of a subnet its other ones and the routes may go.
        await Ip.TryAsync("-n", host.Namespace, "addr", "add", $"{host.Address}/24", "dev", "eth0");
        await Ip.TryAsync("-n", host.Namespace, "route", "replace", "default", "via", host.Gateway);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Host host in _hosts.Append(_routerPrograms))
        {
            await host.DisposeAsync();
        }

        foreach (string name in _hosts.Select(static host => host.Namespace).Append(Router))
        {
            await Ip.TryAsync("netns", "del", name);
        }
    }

    /// <summary>Puts another host into the subnet of one: a switch takes the place of its cable to the router.</summary>
    public async Task<Host> AddBesideAsync(Host neighbour, string name)
    {
        var host = new Host($"{_name}-{name}", neighbour.Number, neighbour.Place + 1);
        await Ip.RunAsync("netns", "add", host.Namespace);
        _hosts.Add(host);
        string bridge = $"switch{neighbour.Number}";
        await Ip.RunAsync("-n", Router, "link", "add", bridge, "type", "bridge");
        await Ip.RunAsync("-n", Router, "addr", "del", $"{neighbour.Gateway}/24", "dev", neighbour.RouterLink);
        await Ip.RunAsync("-n", Router, "link", "set", neighbour.RouterLink, "master", bridge);
        await Ip.RunAsync("link", "add", "eth0", "netns", host.Namespace, "type", "veth", "peer", "name", $"{neighbour.RouterLink}b", "netns", Router);
        await Ip.RunAsync("-n", Router, "link", "set", $"{neighbour.RouterLink}b", "master", bridge);
        await Ip.RunAsync("-n", Router, "link", "set", $"{neighbour.RouterLink}b", "up");
        await Ip.RunAsync("-n", Router, "addr", "add", $"{host.Gateway}/24", "dev", bridge);
        await Ip.RunAsync("-n", Router, "link", "set", bridge, "up");
        await ConnectAsync(host);
        return host;
    }

    /// <summary>Gives a host an IPv6 address in place of the one of IPv4.</summary>
    public static async Task MakeV6OnlyAsync(Host host)
    {
        await Ip.RunAsync("-n", host.Namespace, "addr", "flush", "dev", "eth0", "scope", "global");
        await Ip.RunAsync("-n", host.Namespace, "addr", "add", $"{host.AddressV6}/64", "dev", "eth0", "nodad");
    }

    /// <summary>Starts a program on the router.</summary>
    public Task<HostProgram> StartOnRouterAsync(params string[] arguments) => _routerPrograms.StartAsync(arguments);

    /// <summary>The index of an interface of the router.</summary>
    public async Task<int> RouterIndexAsync(string link) => int.Parse((await Ip.RunAsync("-n", Router, "-o", "link", "show", link)).Split(':')[0], CultureInfo.InvariantCulture);

    private static async Task ConnectAsync(Host host)
    {
        await Ip.RunAsync("-n", host.Namespace, "addr", "add", $"{host.Address}/24", "brd", "+", "dev", "eth0");
        await Ip.RunAsync("-n", host.Namespace, "link", "set", "lo", "up");
        await Ip.RunAsync("-n", host.Namespace, "link", "set", "eth0", "up");
        await Ip.RunAsync("-n", host.Namespace, "route", "add", "default", "via", host.Gateway);
    }

    private async Task AddAsync(string name)
    {
        var host = new Host($"{_name}-{name}", _hosts.Count + 1);
        await Ip.RunAsync("netns", "add", host.Namespace);
        _hosts.Add(host);
        await Ip.RunAsync("link", "add", "eth0", "netns", host.Namespace, "type", "veth", "peer", "name", host.RouterLink, "netns", Router);
        await Ip.RunAsync("-n", Router, "addr", "add", $"{host.Gateway}/24", "dev", host.RouterLink);
        await Ip.RunAsync("-n", Router, "link", "set", host.RouterLink, "up");
        await ConnectAsync(host);
    }

    /// <summary>What runs left behind that were killed.</summary>
    private static async Task RemoveLeftoversAsync()
    {
        string list = await Ip.RunAsync("netns", "list");
        foreach (string name in list.Split('\n').Select(static line => line.Split(' ')[0]).Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            string run = name[Prefix.Length..].Split('-')[0];
            if (int.TryParse(run, CultureInfo.InvariantCulture, out int process) && process != Environment.ProcessId && !Directory.Exists($"/proc/{process}"))
            {
                await Ip.TryAsync("netns", "del", name);
            }
        }
    }
}
