using System.Collections.Concurrent;

namespace Rpc.Runtime.Tests;

/// <summary>Exceptions of tasks that nobody looked at.</summary>
internal sealed class UnobservedFaults : IDisposable
{
    private readonly ConcurrentQueue<string> _faults = new();

    public UnobservedFaults()
    {
        // What tests before this one left is theirs.
        Settle();
        TaskScheduler.UnobservedTaskException += Keep;
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Keep;

    public string[] Collect()
    {
        Settle();
        return [.. _faults];
    }

    private static void Settle()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private void Keep(object? sender, UnobservedTaskExceptionEventArgs e) => _faults.Enqueue(e.Exception.ToString());
}
