using System.Buffers;

namespace Rpc.Codec;

/// <summary>A part of an array that may belong to the shared pool. Disposed once, by its reader.</summary>
internal sealed class PooledMemory<T>(T[] items, int length, bool isPooled) : IMemoryOwner<T>
{
    private T[]? _items = items;

    public Memory<T> Memory => new(_items ?? throw new ObjectDisposedException(nameof(IMemoryOwner<T>)), 0, length);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _items, null) is { } given && isPooled)
        {
            ArrayPool<T>.Shared.Return(given);
        }
    }
}
