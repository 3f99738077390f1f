namespace Rpc.Runtime.Tests;

/// <summary>Large bodies beside small calls.</summary>
[Remote]
public interface IBulk
{
    byte[] Echo(byte[] body);

    Task<byte[]> EchoAsync(byte[] body, CancellationToken cancellationToken = default);

    [OneWay]
    void Drop(byte[] body);

    [OneWay]
    Task DropAsync(byte[] body);

    /// <summary>Bytes that were dropped here.</summary>
    long Dropped();

    int Square(int x);

    Task<int> SquareAsync(int x);

    /// <summary>Calls <paramref name="other"/> with as many bytes, each while the caller waits.</summary>
    int Nest(IBulk other, int size, int times);

    Task<int> NestAsync(IBulk other, int size, int times);

    /// <summary>Items of a size each.</summary>
    IAsyncEnumerable<byte[]> Items(int size, int count);

    /// <summary>The same, and then it fails.</summary>
    IAsyncEnumerable<byte[]> Broken(int size, int count);
}
