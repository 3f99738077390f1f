using System.Runtime.CompilerServices;
using Rpc.Cli.Commands;
using Rpc.Naming;

namespace Rpc.Cli.Names;

/// <summary>Reads names a page at a time, so that very many need not be held at once.</summary>
internal static class NamePages
{
    /// <summary>Gives the pages that have entries. <c>--timeout</c> begins anew with each.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<NameEntry>> ReadAsync(INameServer server, NameFilter filter, TimeLimit limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            NamePage page = await server.ListAsync(filter, after, cancellationToken: cancellationToken).ConfigureAwait(false);
            after = page.Next;
            if (page.Entries.Count > 0)
            {
                yield return page.Entries;
            }

            limit.Restart();
        }
        while (after is not null);
    }
}
