namespace Rpc.Stress.Tests;

/// <summary>Quick methods, slow ones, and some that wait at a gate.</summary>
[Remote]
public interface IWork
{
    long Echo(long x, CancellationToken cancellationToken = default);

    ValueTask<long> EchoAsync(long x, CancellationToken cancellationToken = default);

    /// <summary>Blocks its thread for so long.</summary>
    long EchoLater(long x, int milliseconds, CancellationToken cancellationToken = default);

    /// <summary>Awaits for so long.</summary>
    Task<long> EchoLaterAsync(long x, int milliseconds, CancellationToken cancellationToken = default);

    byte[] Body(byte[] body);

    Task<byte[]> BodyAsync(byte[] body, CancellationToken cancellationToken = default);

    /// <summary>So many bytes of one value.</summary>
    Task<byte[]> MakeAsync(int size, byte value);

    /// <summary>Blocks its thread until the gate opens.</summary>
    long Hold(long x);

    /// <summary>The same by sleeping again and again.</summary>
    long HoldAsleep(long x);

    /// <summary>The same before it gives its task.</summary>
    Task<long> HoldFirstAsync(long x);

    /// <summary>Awaits until the gate opens.</summary>
    Task<long> HoldAsync(long x);

    /// <summary>Blocks its thread until its token fires.</summary>
    void UntilCancelled(CancellationToken cancellationToken = default);

    /// <summary>Awaits until its token fires.</summary>
    Task UntilCancelledAsync(CancellationToken cancellationToken = default);

    [OneWay]
    void Post(byte[] body);

    [OneWay]
    ValueTask PostAsync(byte[] body);

    IAsyncEnumerable<byte[]> Blocks(int size, int count, CancellationToken cancellationToken = default);
}
