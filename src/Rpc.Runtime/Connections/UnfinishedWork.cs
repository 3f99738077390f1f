using Rpc.Calls;

namespace Rpc.Connections;

/// <summary>Bytes of one connection that have arrived and are no call's arguments or result yet: messages that are not complete, and complete ones that nobody has decoded. Thread-safe.</summary>
/// <remarks>Invariant: what is taken here is taken from the owner's budget too, and both are given back by whoever holds the bytes, once.</remarks>
internal sealed class UnfinishedWork(RpcLimits limits, UnfinishedBudget all)
{
    private long _bytes;

    /// <summary>Bytes that are kept now.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Counts bytes that are about to be kept. What is wrong when there are too many, and then nothing is counted.</summary>
    public RpcException? TryTake(int bytes)
    {
        long kept = Interlocked.Add(ref _bytes, bytes);
        if (kept > limits.MaxIncompleteBytes)
        {
            Interlocked.Add(ref _bytes, -bytes);
            return RemoteErrors.OverLimit($"{kept} bytes of this connection are not complete or not decoded", nameof(RpcLimits.MaxIncompleteBytes), limits.MaxIncompleteBytes);
        }

        if (!all.TryTake(bytes))
        {
            Interlocked.Add(ref _bytes, -bytes);
            return RemoteErrors.OverLimit($"{all.Bytes + bytes} bytes of all connections are not complete or not decoded", nameof(RpcLimits.MaxIncompleteBytesInAll), all.Most);
        }

        return null;
    }

    public void GiveBack(int bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        all.GiveBack(bytes);
    }
}
