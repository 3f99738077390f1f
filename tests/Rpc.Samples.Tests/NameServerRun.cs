using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>A name server as the READMEs start it, but on a free port and in memory.</summary>
internal sealed partial class NameServerRun : IAsyncDisposable
{
    private static readonly string s_tool = RepositoryPaths.Path("src", "Rpc.Cli", "bin", RepositoryPaths.Configuration, "net10.0", OperatingSystem.IsWindows() ? "rpc.exe" : "rpc");

    private readonly ProgramRun _run;

    private NameServerRun(ProgramRun run, string address)
    {
        _run = run;
        Address = address;
    }

    public string Address { get; }

    public static async Task<NameServerRun> StartAsync()
    {
        ProgramRun run = ProgramRun.Start(s_tool, ["ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory"]);
        try
        {
            string address = AddressPattern().Match(await run.WaitForLineAsync("rpc://127.0.0.1:")).Value;

            // Its first answer is the slowest, as it compiles what it runs. On a busy machine that takes longer than the 5 s that programs wait for a name server.
            await using var client = new RpcClient(new RpcClientOptions { NameServers = [RemoteUri.Parse(address)] });
            await client.Names.WaitAsync(RemoteUri.Parse("rpcname:rpc.nameserver"), TimeSpan.FromMinutes(1));
            return new NameServerRun(run, address);
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill() => _run.Kill();

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [GeneratedRegex(@"rpc://127\.0\.0\.1:\d+")]
    private static partial Regex AddressPattern();
}
