using System.Buffers;

namespace Rpc.Fuzz.Targets;

/// <summary>Memory that nobody gives back.</summary>
internal sealed class Owner<T>(T[] items) : IMemoryOwner<T>
{
    public Memory<T> Memory { get; } = items;

    public void Dispose()
    {
        // Nothing was rented.
    }
}
