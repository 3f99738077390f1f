using System.Globalization;

namespace Rpc.Soak.Tests;

/// <summary>How long and how hard.</summary>
/// <param name="Time">How long faults go on at least.</param>
/// <param name="MostTime">How long they go on at most, when the machine is too slow for the counts.</param>
/// <param name="Faults">Kills and pauses that are wanted.</param>
/// <param name="Answered">Answered calls that are wanted.</param>
/// <param name="Rate">Calls a second that each client aims at.</param>
internal sealed record SoakSettings(TimeSpan Time, TimeSpan MostTime, int Faults, int Answered, int Rate)
{
    // RPC_SOAK_SECONDS makes it shorter, for whoever works on it and for what breaks a line on purpose; the counts go with it.
    public static SoakSettings Short { get; } = int.TryParse(Environment.GetEnvironmentVariable("RPC_SOAK_SECONDS"), CultureInfo.InvariantCulture, out int seconds)
        ? new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(2.5 * seconds), 4 * seconds, 500 * seconds, 800)
        : new(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), 500, 100_000, 800);

    // A night's history must fit into memory: its calls are fewer a second.
    public static SoakSettings Nightly { get; } = new(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(40), 5_000, 500_000, 400);

    /// <summary>Of all choices: RPC_SOAK_SEED, else a new one each time.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("RPC_SOAK_SEED"), CultureInfo.InvariantCulture, out int given) ? given : Random.Shared.Next();
}
