using Rpc.Cli.Output;
using Rpc.Hosting.Configuration;
using Rpc.Naming;

namespace Rpc.Cli.Names;

/// <summary>Names that somebody may have meant who wrote one that does not exist.</summary>
internal static class NearNames
{
    private const int PageSize = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs <paramref name="ask"/>; where it fails because there is no such name, the failure also tells near ones.</summary>
    public static async Task<T> HintAsync<T>(INameServer server, string name, Func<Task<T>> ask, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (RpcException error) when (error is { Status: RpcStatus.NotFound, Reason: RpcErrorReason.NoSuchName })
        {
            string question = await QuestionAsync(server, name, clock, cancellationToken).ConfigureAwait(false);
            throw question.Length == 0 ? error : new RpcException(error.Status, error.Message + question, error.Outcome, error.Reason, error);
        }
    }

    /// <summary>The question that tells near names; empty where there are none, or the name server does not list them in time.</summary>
    public static async Task<string> QuestionAsync(INameServer server, string name, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            foreach (string prefix in Prefixes(name))
            {
                NamePage page = await server.ListAsync(new NameFilter(prefix), limit: PageSize, cancellationToken: limit.Token).ConfigureAwait(false);
                if (EditDistance.Nearest(name, page.Entries.Select(static entry => entry.Name)) is { Count: > 0 } near)
                {
                    return EditDistance.Question(near);
                }
            }
        }
        catch (Exception error) when (error is RpcException or OperationCanceledException)
        {
            // The hint is an extra: the failure itself is told in any case.
        }

        return string.Empty;
    }

    /// <summary>Longest first: among very many names, those that begin alike for longest are on the page.</summary>
    private static IEnumerable<string> Prefixes(string name)
    {
        if (name.Length == 0)
        {
            return [];
        }

        char first = name[0];
        return new[] { name[..Math.Max(1, name.Length * 3 / 4)], name[..Math.Max(1, name.Length / 2)], name[..1], char.ToUpperInvariant(first).ToString(), char.ToLowerInvariant(first).ToString() }
            .Where(static prefix => !char.IsHighSurrogate(prefix[^1]))
            .Distinct(StringComparer.Ordinal);
    }
}
