using System.Globalization;
using Rpc.Testing;
using Rpc.Tests.Shared;

namespace Rpc.Soak.Tests;

/// <summary>The processes of a run: a name server, three servers, four clients that call all of them by address, by name, and over a line on which faults happen.</summary>
internal sealed class Cast : IAsyncDisposable
{
    private const int ServerCount = 3;
    private const int ClientCount = 4;

    private readonly SoakSettings _settings;
    private readonly int _seed;
    private readonly string _folder;
    private readonly int[] _ports = FreePorts.Take(ServerCount + 1);
    private readonly List<FaultyProxy> _lines = [];
    private int _clients;

    public Cast(SoakSettings settings, int seed, string folder)
    {
        _settings = settings;
        _seed = seed;
        _folder = folder;
        NameServer = new Member("ns", mayDie: true, _ => Start("ns", Port(0)));
        Servers = [.. Enumerable.Range(1, ServerCount).Select(i => new Member($"server-{i}", mayDie: i > 1, life => Start("server", Journal($"server-{i}-{life}"), NameServerUri, Port(i), $"work-{i}")))];
        _lines.AddRange(Enumerable.Range(1, ServerCount).Select(i => FaultyProxy.Start(RemoteUri.ForHost("127.0.0.1", _ports[i]))));
        Clients = [.. Enumerable.Range(1, ClientCount).Select(i => new Member($"client-{i}", mayDie: true, _ => StartClient()))];
    }

    public Member NameServer { get; }

    public IReadOnlyList<Member> Servers { get; }

    public IReadOnlyList<Member> Clients { get; }

    /// <summary>A line to each server.</summary>
    public IReadOnlyList<FaultyProxy> Lines => _lines;

    /// <summary>The server that is never killed.</summary>
    public Member Survivor => Servers[0];

    public IReadOnlyList<Member> All => [NameServer, .. Servers, .. Clients];

    private string NameServerUri => $"rpc://127.0.0.1:{Port(0)}/nameserver";

    /// <summary>All of them, each once the one before serves.</summary>
    public async Task StartAsync()
    {
        await NameServer.StartAsync();
        foreach (Member server in Servers)
        {
            await server.StartAsync();
            await server.Run.WaitForLineAsync("PUBLISHED");
        }
    }

    public Task StartClientsAsync() => Task.WhenAll(Clients.Select(static client => client.StartAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (Member member in All)
        {
            await member.DisposeAsync();
        }

        foreach (FaultyProxy line in _lines)
        {
            await line.DisposeAsync();
        }
    }

    private ProgramRun StartClient()
    {
        int number = Interlocked.Increment(ref _clients);
        IEnumerable<string> uris = Enumerable.Range(1, ServerCount).SelectMany(i => new[] { $"rpc://127.0.0.1:{Port(i)}/work", $"rpcname:work-{i}", $"{_lines[i - 1].Address}/work" });
        return Start(["client", Journal($"client-{number}"), NameServerUri, Text(number), Text(_seed + (number * 100)), Text(_settings.Rate), .. uris]);
    }

    private static ProgramRun Start(params string[] arguments) => ProgramRun.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "Rpc.Soak.Tests.Node.dll"), .. arguments]);

    private string Journal(string name) => Path.Combine(_folder, $"{name}.journal");

    private string Port(int index) => Text(_ports[index]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
