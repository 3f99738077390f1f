namespace Greeting;

/// <summary>Notices that the parent process is gone: then the standard input that it held open ends.</summary>
internal static class InputEnd
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>A token that fires at the end of the input. A process that has not ended some seconds later is ended.</summary>
    public static CancellationToken Watch()
    {
        CancellationTokenSource ended = new();
        Thread watcher = new(() =>
        {
            while (Console.In.Read() >= 0)
            {
            }

            ended.Cancel();
            Thread.Sleep(Grace);
            Environment.Exit(0);
        })
        {
            IsBackground = true,
            Name = "parent watcher",
        };
        watcher.Start();
        return ended.Token;
    }
}
