namespace Rpc.Cli.Commands;

/// <summary>How commands that serve wait.</summary>
internal static class Waiting
{
    /// <summary>Returns when the token fires.</summary>
    public static async Task UntilStoppedAsync(CancellationToken token)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how it is meant to end.
        }
    }
}
