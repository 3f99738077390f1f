using System.Runtime.CompilerServices;

namespace Rpc.Comparison.Peers.Calls;

/// <summary>The stream that a server gives, item by item: the row shows what its library makes of that.</summary>
internal static class EndlessCount
{
    public static async IAsyncEnumerable<int> From(int first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A stream that always has an item would never let go of the thread that starts it.
        await Task.Yield();
        for (int item = first; !cancellationToken.IsCancellationRequested; item = unchecked(item + 1))
        {
            yield return item;
        }
    }
}
