namespace Samples;

/// <summary>The lines that somebody types, or that a pipe gives.</summary>
internal static class TypedLines
{
    /// <summary>The next line without the space around it; null at the end of the input. The question is shown to people only.</summary>
    public static async Task<string?> AskAsync(string question, CancellationToken stop)
    {
        bool isSeen = !Console.IsInputRedirected;
        if (isSeen)
        {
            Console.Write(question);
        }

        try
        {
            // On a thread of its own: reading from a terminal cannot be cancelled, and Ctrl-C must not wait for it.
            string? line = await Task.Factory.StartNew(Console.ReadLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(stop);
            return line?.Trim();
        }
        catch (OperationCanceledException) when (isSeen)
        {
            // The question's line is over, for whoever writes next.
            Console.WriteLine();
            throw;
        }
    }
}
