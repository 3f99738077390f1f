namespace Rpc.NameServer.Registry;

/// <summary>Names in ordinal order, in short arrays: 8 to 16 bytes a name, and an insertion moves at most one of them. Not thread-safe.</summary>
/// <remarks>No chunk is empty; every name of a chunk comes before every name of the next.</remarks>
internal sealed class SortedNames
{
    private const int ChunkSize = 512;

    private readonly List<List<string>> _chunks = [];

    public int Count { get; private set; }

    public void Add(string name)
    {
        if (_chunks.Count == 0)
        {
            _chunks.Add([name]);
            Count = 1;
            return;
        }

        int at = Math.Max(0, ChunkOf(name));
        List<string> chunk = _chunks[at];
        int index = chunk.BinarySearch(name, StringComparer.Ordinal);
        if (index >= 0)
        {
            return;
        }

        Count++;
        if (chunk.Count == ChunkSize)
        {
            // Before it would grow. Names often arrive in order: a full chunk at the end is left full, so that they fill the next one.
            bool isLast = at == _chunks.Count - 1 && ~index == ChunkSize;
            List<string> next = isLast ? [] : chunk[(ChunkSize / 2)..];
            _chunks.Insert(at + 1, next);
            if (!isLast)
            {
                chunk.RemoveRange(ChunkSize / 2, ChunkSize / 2);
            }

            if (~index > chunk.Count || isLast)
            {
                next.Insert(~index - chunk.Count, name);
                return;
            }
        }

        chunk.Insert(~index, name);
    }

    public void Remove(string name)
    {
        int at = ChunkOf(name);
        int index = at < 0 ? -1 : _chunks[at].BinarySearch(name, StringComparer.Ordinal);
        if (index < 0)
        {
            return;
        }

        _chunks[at].RemoveAt(index);
        Count--;
        if (_chunks[at].Count == 0)
        {
            _chunks.RemoveAt(at);
        }
    }

    /// <summary>Copies up to <paramref name="max"/> names that come after <paramref name="from"/>, or at it where <paramref name="inclusive"/>.</summary>
    public void CopyFrom(string from, bool inclusive, List<string> output, int max)
    {
        int at = Math.Max(0, ChunkOf(from));
        if (at >= _chunks.Count)
        {
            return;
        }

        int index = _chunks[at].BinarySearch(from, StringComparer.Ordinal);
        index = index < 0 ? ~index : inclusive ? index : index + 1;
        for (; at < _chunks.Count && output.Count < max; at++, index = 0)
        {
            List<string> chunk = _chunks[at];
            for (; index < chunk.Count && output.Count < max; index++)
            {
                output.Add(chunk[index]);
            }
        }
    }

    /// <summary>The last chunk that begins at or before the name, or -1.</summary>
    private int ChunkOf(string name)
    {
        int low = 0;
        int high = _chunks.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (string.CompareOrdinal(_chunks[middle][0], name) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}
