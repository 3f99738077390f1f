using System.Globalization;

namespace Rpc.Comparison.Running;

/// <summary>A command with the core it is bound to.</summary>
internal static class PinnedCommand
{
    public static IEnumerable<string> Server(Pinning pinning, IEnumerable<string> command) => Bind(pinning, 0, command);

    public static IEnumerable<string> Client(Pinning pinning, IEnumerable<string> command) => Bind(pinning, pinning == Pinning.Split ? 1 : 0, command);

    // Through taskset, because Process.ProcessorAffinity reaches one thread on Linux and the runtime's own threads are older than Main.
    // The runtime is told the true number of cores: it would otherwise take the machine for a single core and wait differently.
    private static IEnumerable<string> Bind(Pinning pinning, int core, IEnumerable<string> command) => pinning == Pinning.None
        ? command
        :
        [
            "taskset", "-c", core.ToString(CultureInfo.InvariantCulture),
            "env", string.Create(CultureInfo.InvariantCulture, $"DOTNET_PROCESSOR_COUNT={Environment.ProcessorCount}"),
            .. command,
        ];
}
