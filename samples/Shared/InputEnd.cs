namespace Samples;

/// <summary>Notices that the parent process is gone: then the standard input that it held open ends.</summary>
internal static class InputEnd
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(10);

    /// <summary>Stops at the end of the input. A process that has not ended some seconds later is ended.</summary>
    public static void Watch(StopSignals stop)
    {
        Thread watcher = new(() =>
        {
            while (Console.In.Read() >= 0)
            {
            }

            stop.Stop();
            Thread.Sleep(s_grace);
            Environment.Exit(0);
        })
        {
            IsBackground = true,
            Name = "parent watcher",
        };
        watcher.Start();
    }
}
