using Rpc.Comparison.Measuring;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Peers;

/// <summary>
/// One system under comparison. A class with this interface and a parameterless constructor is found by itself
/// (<see cref="PeerCatalog"/>), so a new peer is a new file and nothing else.
/// </summary>
/// <remarks>Server and client run in separate processes; an instance plays one role only.</remarks>
internal interface IPeer
{
    /// <summary>The row's name in the table, in the JSON file and for <c>--only</c>.</summary>
    string Name { get; }

    PeerKind Kind { get; }

    /// <summary>The workloads it can run, out of <see cref="Peers.Workloads"/>.</summary>
    IReadOnlyList<string> Workloads { get; }

    /// <summary>The row of the same workload that this one is divided by; null where there is none.</summary>
    string? FloorOf(string workload) => null;

    /// <summary>Why it cannot run here, and what helps; null when it can. Such a peer is left out of a run.</summary>
    string? Missing => null;

    /// <summary>
    /// Program and first arguments of the server process. A peer in another language names its own program here,
    /// which then speaks the lines of <see cref="LineProtocol"/> on its standard streams.
    /// </summary>
    IReadOnlyList<string> ServerCommand => SelfCommand.For("server", "--peer", Name);

    /// <summary>The same for the client process, which is given the options of <see cref="LineProtocol"/> after these arguments.</summary>
    IReadOnlyList<string> ClientCommand => SelfCommand.For("client", "--peer", Name);

    /// <summary>Listens on a free port of 127.0.0.1 and returns what a client needs to connect; serves until the process ends.</summary>
    Task<string> StartServerAsync();

    /// <summary>Connects to <see cref="ClientRun.Endpoint"/> and has <paramref name="run"/> measure its calls.</summary>
    Task<ClientResult> RunClientAsync(ClientRun run);
}
