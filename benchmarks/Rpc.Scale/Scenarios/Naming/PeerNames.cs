using System.Globalization;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>Another name server, as benchmarks/peers builds it; its README says what the workloads are there.</summary>
/// <param name="key">Its own here.</param>
/// <param name="title">For people, with where it keeps its names.</param>
/// <param name="peer">Folder of the peer.</param>
/// <param name="arguments">Of its server.</param>
/// <param name="mostNames">With more it takes too long to fill.</param>
/// <param name="workloads">Those of the peer that are run.</param>
internal sealed class PeerNames(string key, string title, string peer, string[] arguments, int mostNames, params IReadOnlyList<NamesWorkload> workloads) : INameSystem
{
    // A fill is part of a client's start where it is not a workload.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    public string Key => key;

    public string Title => title;

    public string? Missing => File.Exists(Program("server")) && File.Exists(Program("client"))
        ? null
        : $"{peer} is left out: it is not built; benchmarks/peers/install.sh installs what it needs, benchmarks/peers/build.sh {peer} builds it";

    public IReadOnlyList<NamesWorkload> Workloads => workloads;

    public async Task<IRunningNames> StartAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        RoleProcess server = new([Program("server"), .. arguments]);
        try
        {
            string endpoint = await server.HearAsync(Lines.Ready, s_patience, cancellationToken);
            return new Running(server, ClientCommand(options, endpoint));
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private string Program(string role) => Checkout.Path("artifacts", "peers", peer, role);

    private string[] ClientCommand(ScaleOptions options, string endpoint) =>
    [
        Program("client"), "--endpoint", endpoint, "--names", Text(Math.Min(options.Names, mostNames)),
        "--warmup", Text(options.Warmup.TotalMilliseconds), "--duration", Text(options.Duration.TotalMilliseconds), "--workload",
    ];

    private static string Text(double number) => number.ToString("0", CultureInfo.InvariantCulture);

    private sealed class Running(RoleProcess server, string[] clientCommand) : IRunningNames
    {
        public async Task<Readings> RunAsync(NamesWorkload workload, CancellationToken cancellationToken)
        {
            using RoleProcess client = new([.. clientCommand, workload.Key]);
            await client.HearAsync(Lines.Ready, s_patience, cancellationToken);
            client.Tell(Lines.Go);
            Readings said = Lines.Parse(await client.HearAsync(s_patience, cancellationToken));
            return new Readings
            {
                ["rate"] = said["calls"] / said["elapsedMicroseconds"] * 1_000_000,
                ["p50"] = said["p50Microseconds"],
                ["p99"] = said["p99Microseconds"],
            };
        }

        public void Dispose() => server.Dispose();
    }
}
