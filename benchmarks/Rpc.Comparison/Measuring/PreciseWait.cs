using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Rpc.Comparison.Measuring;

/// <summary>Waits for a moment more exactly than a sleep does: sleeps until shortly before it, then spins.</summary>
internal static partial class PreciseWait
{
    // Linux wakes a sleeper up to 50 µs late (its default timer slack).
    private static readonly long s_margin = Stopwatch.Frequency * 60 / 1_000_000;

    /// <param name="due">A moment on the clock of <see cref="Stopwatch.GetTimestamp"/>.</param>
    public static void Until(long due)
    {
        long sleep = due - Stopwatch.GetTimestamp() - s_margin;
        if (sleep > 0)
        {
            Sleep(TimeSpan.FromTicks(sleep * TimeSpan.TicksPerSecond / Stopwatch.Frequency));
        }

        while (Stopwatch.GetTimestamp() < due)
        {
            Thread.SpinWait(8);
        }
    }

    // Thread.Sleep counts in milliseconds, which is ten calls at the usual rate.
    private static void Sleep(TimeSpan time)
    {
        if (OperatingSystem.IsWindows())
        {
            Thread.Sleep((int)time.TotalMilliseconds);
            return;
        }

        Duration wanted = new((nint)(time.Ticks / TimeSpan.TicksPerSecond), (nint)(time.Ticks % TimeSpan.TicksPerSecond * 100));
        _ = NanoSleep(in wanted, 0);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NanoSleep(in Duration wanted, nint left);

    private readonly record struct Duration(nint Seconds, nint Nanoseconds);
}
