using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Cli.Tests;

/// <summary>Runs the tool as processes, which are gone after the test.</summary>
public abstract class ToolTest : IAsyncLifetime
{
    private protected static readonly string Tool = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "rpc.exe" : "rpc");

    private protected List<ProgramRun> Running { get; } = [];
    private protected TemporaryFolder Folder { get; } = new();

    /// <summary>The name server that commands ask; at first one that does not answer.</summary>
    private protected string NameServer { get; set; } = "127.0.0.1:1";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (ProgramRun run in Running)
        {
            await run.DisposeAsync();
        }

        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<(ProgramRun Run, string Uri)> Start(string[] arguments, string readyLine)
    {
        var run = ProgramRun.Start(Tool, arguments, environment: Environment());
        Running.Add(run);
        string line = await run.WaitForLineAsync(readyLine, TimeSpan.FromSeconds(30));
        return (run, line.Split(' ', ',').First(word => word.StartsWith("rpc", StringComparison.Ordinal) && word.Contains("://", StringComparison.Ordinal)));
    }

    private protected async Task<ProgramRun> StartNameServer(string listen = "rpc://127.0.0.1:0", string? store = "memory")
    {
        string[] storeArguments = store is null ? [] : ["--store", store];
        (ProgramRun run, string uri) = await Start(["ns", "--listen", listen, .. storeArguments], "name server at ");
        NameServer = uri;
        return run;
    }

    private protected async Task<(int Code, string Output, string Errors)> Rpc(params string[] arguments)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(Tool, arguments, limit: TimeSpan.FromSeconds(30), environment: Environment());
        return (await run.ExitAsync(), run.Output.ReplaceLineEndings("\n"), run.Errors);
    }

    private protected Dictionary<string, string> Environment() => new() { ["RPC_NS"] = NameServer, ["XDG_DATA_HOME"] = Folder.Path, ["NO_COLOR"] = "1" };

    private protected async Task Succeeds(string output, params string[] arguments)
    {
        (int code, string printed, string errors) = await Rpc(arguments);
        Assert.Equal((0, output, string.Empty), (code, printed, errors));
    }

    private protected async Task Until(Func<Task<bool>> condition, double seconds)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), "it did not happen in time");
            await Task.Delay(200);
        }
    }

    private protected async Task<bool> IsListed(string name) => (await Rpc("lookup", name)).Code == 0;
}
