using System.CommandLine;
using System.CommandLine.Completions;
using Rpc.Cli.Commands;
using Rpc.Cli.Remote;
using Rpc.Naming;

namespace Rpc.Cli.Completion;

/// <summary>Completes names with those that the name server of the command line knows. Says nothing when it does not answer at once.</summary>
internal sealed class LiveNames(CommandRunner run)
{
    private const int Most = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Makes an argument be completed. Its help says its name, where it would else list what completes it.</summary>
    public Argument<T> Complete<T>(Argument<T> argument)
    {
        argument.HelpName = argument.Name;
        argument.CompletionSources.Add(context => For(context, argument));
        return argument;
    }

    /// <summary>The names that begin with the word that is being written; none where the argument has been written already.</summary>
    private IEnumerable<string> For(CompletionContext context, Argument argument)
    {
        string word = context.WordToComplete;
        if (word.StartsWith('-') || context.ParseResult.GetResult(argument)?.Tokens.Any(token => token.Value != word) == true)
        {
            return [];
        }

        // The shell waits for this in the foreground, and asks on a thread that nobody else uses.
        Task<IReadOnlyList<string>> names = Task.Run(() => AskAsync(context.ParseResult, word));
        try
        {
            return names.WaitAsync(Patience, run.Clock).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<string>> AskAsync(ParseResult parsed, string prefix)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience, run.Clock);
            IRemoteAccess access = run.Connect(parsed, Patience, logging: null);
            await using (access.ConfigureAwait(false))
            {
                NamePage page = await access.Names.NameServer.ListAsync(new NameFilter(prefix), limit: Most, cancellationToken: limit.Token).ConfigureAwait(false);
                return [.. page.Entries.Select(static entry => entry.Name)];
            }
        }
        catch (Exception)
        {
            // Half a command line may be wrong in any way, and nobody wants to read so between two key strokes.
            return [];
        }
    }
}
