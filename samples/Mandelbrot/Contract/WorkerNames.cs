namespace Mandelbrot.Contract;

/// <summary>How workers are found: each has a name of its own, and all have the tag.</summary>
internal static class WorkerNames
{
    public const string Tag = "mandelbrot";

    /// <summary>A name that no other worker has, with the process in it for whoever wants to kill one.</summary>
    public static string Next() => $"{Tag}.{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}";
}
