namespace Rpc.Connections;

/// <summary>Bytes of unfinished work that the connections of one server or client keep together. Thread-safe.</summary>
internal sealed class UnfinishedBudget(RpcLimits limits)
{
    private static readonly long s_quarter = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    private long _bytes;

    /// <summary>The most that may be kept.</summary>
    public long Most { get; } = limits.MaxIncompleteBytesInAll > 0 ? limits.MaxIncompleteBytesInAll : s_quarter;

    /// <summary>Bytes that are kept now.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= Most)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}
