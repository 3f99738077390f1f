using Rpc.Tests.Shared;

namespace Rpc.Runtime.Tests;

/// <summary>Another process that serves a node and a slow object.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly ProgramRun _run;

    private NodeProcess(ProgramRun run) => _run = run;

    public string Node => _run.Output.Split('\n')[0].Trim();

    public string Slow => _run.Output.Split('\n')[1].Trim();

    /// <summary>The address that it listens on.</summary>
    public string Address => RemoteUri.Parse(Node).WithoutObject().ToString();

    public static async Task<NodeProcess> StartAsync(string address = "rpc://127.0.0.1:0")
    {
        ProgramRun run = Run("serve", address);
        await Patience.UntilAsync(() => run.Output.Count(static c => c == '\n') == 2, $"the other process serves; it says: {run.Errors}");
        return new NodeProcess(run);
    }

    /// <summary>A process that waits in a call.</summary>
    public static ProgramRun Call(string uri) => Run("call", uri);

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill() => _run.Kill();

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    private static ProgramRun Run(params string[] arguments) =>
        ProgramRun.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "Rpc.Runtime.Tests.Node.dll"), .. arguments]);
}
