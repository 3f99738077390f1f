using Rpc.Comparison.Measuring;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Peers.Native;

/// <summary>
/// A peer in another language: two programs that <c>benchmarks/peers/build.sh</c> puts into <c>artifacts/peers/NAME</c>
/// and that speak the lines of <see cref="LineProtocol"/>.
/// </summary>
internal abstract class NativePeer(string name, params IReadOnlyList<string> workloads) : IPeer
{
    // Of the checkout that this program was built in, wherever it is started from.
    private static readonly string? s_checkout = FindCheckout();

    public string Name => name;

    public virtual PeerKind Kind => PeerKind.Other;

    public IReadOnlyList<string> Workloads { get; } = workloads;

    public IReadOnlyList<string> ServerCommand => [Program("server")];

    public IReadOnlyList<string> ClientCommand => [Program("client")];

    public string? Missing => File.Exists(Program("server")) && File.Exists(Program("client"))
        ? null
        : $"it is not built; benchmarks/peers/install.sh installs what it needs, benchmarks/peers/build.sh {Name} builds it";

    public Task<string> StartServerAsync() => throw new NotSupportedException($"The server of '{Name}' is a program of its own.");

    public Task<ClientResult> RunClientAsync(ClientRun run) => throw new NotSupportedException($"The client of '{Name}' is a program of its own.");

    private static string? FindCheckout()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "benchmarks", "peers", "build.sh")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }

    private string Program(string role) => Path.Combine(s_checkout ?? AppContext.BaseDirectory, "artifacts", "peers", Name, role);
}
