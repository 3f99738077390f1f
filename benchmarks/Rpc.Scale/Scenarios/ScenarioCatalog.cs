using Rpc.Scale.Scenarios.Active;
using Rpc.Scale.Scenarios.Idle;
using Rpc.Scale.Scenarios.Large;
using Rpc.Scale.Scenarios.Naming;
using Rpc.Scale.Scenarios.Slow;
using Rpc.Scale.Scenarios.Startup;
using Rpc.Scale.Scenarios.Streams;
using Rpc.Scale.Scenarios.Threads;

namespace Rpc.Scale.Scenarios;

internal static class ScenarioCatalog
{
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new IdleScenario(), new ActiveScenario(), new LargeScenario(), new StreamsScenario(), new SlowScenario(), new ThreadsScenario(),
        new StartupScenario(), new NamingScenario(),
    ];

    /// <summary>Those of the given names, all where none is given.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public static IReadOnlyList<IScenario> Select(IReadOnlyList<string> only) => only.Count == 0 ? All : [.. only.Distinct().Select(Get)];

    private static IScenario Get(string name) =>
        All.FirstOrDefault(scenario => scenario.Name == name)
        ?? throw new KeyNotFoundException($"There is no scenario named '{name}'. Scenarios: {string.Join(", ", All.Select(scenario => scenario.Name))}.");
}
