using System.Buffers;

namespace Rpc.Runtime.Tests;

/// <summary>Results that own memory.</summary>
[Remote]
public interface ILending
{
    IMemoryOwner<byte> Lend(int size);

    Task<IMemoryOwner<byte>> LendLaterAsync(int size);

    IMemoryOwner<byte>? LendNothing();

    IAsyncEnumerable<IMemoryOwner<byte>> LendMany(int size, int count);

    /// <summary>Gives back what it was given.</summary>
    IMemoryOwner<byte> Echo(IMemoryOwner<byte> bytes);
}
