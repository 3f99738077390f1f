namespace Rpc.Runtime.Tests;

/// <summary>Reads streams without hanging.</summary>
internal static class StreamReading
{
    /// <summary>Takes the elements of a stream, each within the limit.</summary>
    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> stream, int most = int.MaxValue)
    {
        var list = new List<T>();
        await using IAsyncEnumerator<T> enumerator = stream.GetAsyncEnumerator();
        while (list.Count < most && await enumerator.MoveNextAsync().AsTask().Within())
        {
            list.Add(enumerator.Current);
        }

        return list;
    }
}
