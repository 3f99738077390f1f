using System.Diagnostics;
using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Calls;

/// <summary>Reads and checks a stream of 0, 1, 2, …; used by one reader.</summary>
internal sealed class ItemReader(IAsyncEnumerator<int> items)
{
    // Looking at the clock costs as much as some items do.
    private const int ItemsPerLook = 1024;

    private int _expected;

    /// <summary>Opens a stream and measures it; warm-up and measured section read the same one.</summary>
    public static async Task<ClientResult> MeasureAsync(ClientRun run, Func<CancellationToken, IAsyncEnumerable<int>> open)
    {
        using CancellationTokenSource stop = new();
        await using IAsyncEnumerator<int> items = open(stop.Token).GetAsyncEnumerator(CancellationToken.None);
        ClientResult result = await run.MeasureItemsAsync(new ItemReader(items).ReceiveUntilAsync);
        await stop.CancelAsync();
        return result;
    }

    private async ValueTask<long> ReceiveUntilAsync(long end)
    {
        long count = 0;
        do
        {
            for (int i = 0; i < ItemsPerLook; i++)
            {
                if (!await items.MoveNextAsync() || items.Current != _expected)
                {
                    throw new InvalidOperationException($"The stream ended or gave {items.Current} where {_expected} was due.");
                }

                // A long run counts beyond what an int holds, and so does the server.
                _expected = unchecked(_expected + 1);
            }

            count += ItemsPerLook;
        }
        while (Stopwatch.GetTimestamp() < end);

        return count;
    }
}
