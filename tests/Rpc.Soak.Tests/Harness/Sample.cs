using System.Globalization;

namespace Rpc.Soak.Tests;

/// <summary>What a process holds at one moment.</summary>
/// <param name="Resident">Bytes of memory that are resident.</param>
/// <param name="Descriptors">Open files and sockets.</param>
/// <param name="Threads">Threads.</param>
internal sealed record Sample(long Resident, int Descriptors, int Threads)
{
    /// <summary>Looks into /proc, so that the process needs not answer.</summary>
    public static Sample Of(int process)
    {
        string[] status = File.ReadAllLines($"/proc/{process}/status");
        return new Sample(Number(status, "VmRSS:") * 1024, Directory.GetFiles($"/proc/{process}/fd").Length, (int)Number(status, "Threads:"));
    }

    private static long Number(string[] status, string name) =>
        long.Parse(status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
