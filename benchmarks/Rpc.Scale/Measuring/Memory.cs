using System.Globalization;

namespace Rpc.Scale.Measuring;

/// <summary>What this process holds after everything unused was collected and given back.</summary>
/// <param name="PrivateBytes">Private pages, clean and dirty, from /proc/self/smaps_rollup: what the process costs the machine.</param>
/// <param name="ManagedBytes">Live objects of the managed heap.</param>
internal readonly record struct Memory(double PrivateBytes, double ManagedBytes)
{
    public static Memory Now()
    {
        // Twice, because finalizers of the first round free what the second collects. Aggressive gives free pages back.
        for (int i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return new Memory(PrivateNow(), GC.GetTotalMemory(forceFullCollection: false));
    }

    private static double PrivateNow() => File.ReadLines("/proc/self/smaps_rollup")
        .Where(line => line.StartsWith("Private_Clean:", StringComparison.Ordinal) || line.StartsWith("Private_Dirty:", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024);
}
