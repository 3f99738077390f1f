using Rpc.Comparison.Measuring;
using Rpc.Comparison.Peers;

namespace Rpc.Comparison.Tests;

/// <summary>A peer whose program nobody has built.</summary>
internal sealed class MissingPeer : IPeer
{
    public string Name => "missing";

    public PeerKind Kind => PeerKind.Other;

    public IReadOnlyList<string> Workloads { get; } = [Peers.Workloads.Sequential];

    public IReadOnlyList<string> ServerCommand { get; } = [Path.Combine(AppContext.BaseDirectory, "no-such-program")];

    public Task<string> StartServerAsync() => throw new NotSupportedException();

    public Task<ClientResult> RunClientAsync(ClientRun run) => throw new NotSupportedException();
}
