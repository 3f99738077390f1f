using System.Globalization;
using Rpc.Naming;
using Rpc.Tests.Shared;

namespace Rpc.NameServer.Tests.HighAvailability;

/// <summary>Three <c>rpc ns</c> processes over one PostgreSQL of their own, any of which can be killed and started again.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const int Size = 3;

    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "rpc.exe" : "rpc");

    private readonly ProgramRun?[] _servers = new ProgramRun?[Size];
    private readonly RpcClient _client = new();

    private Cluster(PostgresServer database)
    {
        Database = database;
        for (int i = 0; i < Size; i++)
        {
            Uris[i] = RemoteUri.ForHost("127.0.0.1", FreePort.Tcp(), RemoteUri.NameServerObjectId);
        }
    }

    public PostgresServer Database { get; }

    public RemoteUri[] Uris { get; } = new RemoteUri[Size];

    public static async Task<Cluster> StartAsync()
    {
        var cluster = new Cluster(await PostgresServer.StartNewAsync());
        await cluster.Database.CreateDatabaseAsync("names");
        await Task.WhenAll(Enumerable.Range(0, Size).Select(cluster.StartAsync));
        return cluster;
    }

    public async Task StartAsync(int index)
    {
        var run = ProgramRun.Start(Tool, ["ns", "--listen", Uris[index].WithoutObject().ToString(), "--store", "postgres:" + Database.ConnectionTo("names")]);
        _servers[index] = run;
        await run.WaitForLineAsync("name server at ");
    }

    public async Task KillAsync(int index)
    {
        await _servers[index]!.DisposeAsync();
        _servers[index] = null;
    }

    public void Signal(int index, string signal) => _servers[index]!.Signal(signal);

    /// <summary>A client of all three, which asks them from one of them on.</summary>
    public NameClient Client(int first, RpcClient client) => new(
        uri => client.Get<INameServer>(uri, new ProxyOptions { Retry = RetryOptions.None }),
        new NameClientOptions { NameServers = [.. Uris[(first % Size)..], .. Uris[..(first % Size)]], Timeout = TimeSpan.FromSeconds(4) });

    /// <summary>What one of them lists, by version; names without one are left out.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ListAsync(int index)
    {
        NamePage page = await _client.Get<INameServer>(Uris[index]).ListAsync(limit: 10_000);
        return page.Entries.Where(entry => entry.Name != NameRules.OwnName).ToDictionary(entry => entry.Name, VersionOf);
    }

    public static long VersionOf(NameEntry entry) => long.Parse(entry.Instances[^1].Metadata["version"], CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        foreach (ProgramRun? run in _servers)
        {
            if (run is not null)
            {
                run.Signal("CONT");
                await run.DisposeAsync();
            }
        }

        await Database.DisposeAsync();
    }
}
