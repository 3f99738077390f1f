using Rpc.Buffers;

namespace Rpc.Connections;

/// <summary>Bytes that wait to be decoded, counted until they are. <paramref name="message"/> is null where somebody else has the memory.</summary>
internal sealed class KeptBytes(UnfinishedWork work, int bytes, PooledBuffer? message) : IDisposable
{
    private int _disposed;

    public ReadOnlyMemory<byte> Memory => message!.WrittenMemory;

    public int Length => bytes;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            work.GiveBack(bytes);
            message?.Dispose();
        }
    }
}
