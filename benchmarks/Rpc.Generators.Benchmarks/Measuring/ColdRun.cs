using System.Diagnostics;
using System.Globalization;
using Rpc.Generators.Benchmarks.Sources;

namespace Rpc.Generators.Benchmarks.Measuring;

/// <summary>The first run of a generator in a process of its own: nothing is compiled, nothing is cached.</summary>
internal static class ColdRun
{
    /// <summary>The argument that makes this program the process.</summary>
    public const string Argument = "--cold-run";

    /// <summary>The milliseconds of each generator, each in a process.</summary>
    public static (double Finding, double Ours) Measure(int contracts) => (InProcess("finding", contracts), InProcess("ours", contracts));

    /// <summary>What the process does: prints the milliseconds.</summary>
    public static void Print(string generator, string contracts)
    {
        var project = new EditedProject(int.Parse(contracts, CultureInfo.InvariantCulture));
        var driver = new TimedDriver(generator == "ours" ? new RemoteGenerator() : new FindingGenerator());
        Console.WriteLine(driver.Run(project.Fresh()).ToString(CultureInfo.InvariantCulture));
    }

    private static double InProcess(string generator, int contracts)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Argument, generator, contracts.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? double.Parse(text, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"A cold run ended with {process.ExitCode}.");
    }
}
