namespace Rpc.Network.Tests;

/// <summary>A client, a server and a name server on hosts of their own, and short ways to make calls between them.</summary>
public abstract class NetworkTest : IAsyncLifetime
{
    /// <summary>Silence after which a ping is sent here; after two more without an answer the peer is dead.</summary>
    private protected static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>In which a silent peer must be given up: three intervals, the clock's second, and room for a machine that is busy. Less than what is promised by default.</summary>
    private protected static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(15);

    private protected const string Endless = "0";

    private const int Port = 9101;

    private protected Network Network { get; private set; } = null!;

    private protected Host ClientHost { get; private set; } = null!;

    private protected Host ServerHost { get; private set; } = null!;

    private protected Host NamesHost { get; private set; } = null!;

    private protected HostProgram Client { get; set; } = null!;

    private protected HostProgram Server { get; set; } = null!;

    private protected HostProgram Names { get; set; } = null!;

    private protected string Uri => $"{ServerAddress}/probe";

    private protected string ServerAddress => $"rpc://{ServerHost.Address}:{Port}";

    public async ValueTask InitializeAsync()
    {
        (Network, Host[] hosts) = await Network.CreateAsync("client", "server", "names");
        (ClientHost, ServerHost, NamesHost) = (hosts[0], hosts[1], hosts[2]);
        Task<HostProgram> names = StartNamesAsync();
        Task<HostProgram> server = StartServerAsync();
        Client = await StartClientAsync();
        (Names, Server) = (await names, await server);
    }

    public async ValueTask DisposeAsync()
    {
        if (Network is not null)
        {
            await Network.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private string NamesAddress => $"rpc://{NamesHost.Address}:9190";

    private static string Milliseconds(TimeSpan interval) => interval.TotalMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private protected Task<HostProgram> StartServerAsync() => ServerHost.StartAsync("serve", $"rpc://0.0.0.0:{Port}", NamesAddress, Milliseconds(Interval));

    private protected Task<HostProgram> StartClientAsync(TimeSpan? interval = null) => ClientHost.StartAsync("call", NamesAddress, Milliseconds(interval ?? Interval));

    private protected Task<HostProgram> StartNamesAsync() => NamesHost.StartAsync("ns", NamesAddress);

    private protected async Task<Answer> EchoAsync(int value, string? uri = null, string verb = "echo", int timeout = 5_000) =>
        Answer.Parse(await Client.AskAsync(verb, $"{uri ?? Uri} {timeout} {value}"));

    /// <summary>The proxy works: at once, or as soon as the network and its own attempts allow.</summary>
    private protected async Task WorksAgainAsync(string? uri = null)
    {
        foreach (string verb in new[] { "echo", "block" })
        {
            await Client.UntilAsync(verb, $"{uri ?? Uri} 5000 41", static answer => answer.StartsWith("OK 41 ", StringComparison.Ordinal));
        }
    }

    /// <summary>Starts a call that never ends by itself and a stream without an end, blocks in nothing, and waits until both run.</summary>
    private protected async Task<string[]> BeginEndlessAsync()
    {
        string hold = await Client.BeginAsync("hold", $"{Uri} {Endless}");
        string count = await Client.BeginAsync("count", $"{Uri} {Endless}");
        await Client.EndAsync(count, "FIRST");
        await Server.UntilAsync("state", "", static state => state.Contains("begun 2 ", StringComparison.Ordinal));
        return [hold, count];
    }

    /// <summary>Each of them fails, not silently, as a call whose end nobody knows.</summary>
    private protected async Task FailAsMaybeExecutedAsync(string[] calls)
    {
        foreach (string call in calls)
        {
            Answer answer = Answer.Parse(await Client.EndAsync(call, "FAILED"));
            Assert.Equal("FAILED Unavailable ConnectionLost MaybeExecuted", answer.Text);
        }
    }
}
