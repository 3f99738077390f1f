using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Ours;

/// <summary>This library with nothing tuned: the code of the README's first page.</summary>
internal abstract class RpcPeer : IPeer
{
    // Static, because it lives as long as the server process does and nobody disposes it.
    private static RpcServer? s_server;

    public abstract string Name { get; }

    public PeerKind Kind => PeerKind.Ours;

    public abstract IReadOnlyList<string> Workloads { get; }

    public abstract string? FloorOf(string workload);

    protected virtual RpcServerOptions ServerOptions => new();

    public virtual async Task<string> StartServerAsync()
    {
        s_server = new RpcServer(ServerOptions);
        await s_server.ListenAsync("rpc://127.0.0.1:0");
        return s_server.Add<ICalculator>(new Calculator(), "calculator").ToString();
    }

    public abstract Task<ClientResult> RunClientAsync(ClientRun run);
}
