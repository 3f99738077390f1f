using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>A name server that can be run beside others.</summary>
internal interface INameSystem
{
    /// <summary>In the keys of readings.</summary>
    string Key { get; }

    /// <summary>For people, with where it keeps its names.</summary>
    string Title { get; }

    /// <summary>Null where it can run; else why not, and what helps.</summary>
    string? Missing { get; }

    IReadOnlyList<NamesWorkload> Workloads { get; }

    /// <summary>Starts it with no names.</summary>
    Task<IRunningNames> StartAsync(ScaleOptions options, CancellationToken cancellationToken);
}
