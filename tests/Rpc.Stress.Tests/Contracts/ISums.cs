namespace Rpc.Stress.Tests;

/// <summary>Tasks under stress.</summary>
[Remote]
public interface ISums
{
    /// <summary>Twice the value, and the attempt that found it.</summary>
    Task<int[]> DoubleAsync(int value, int milliseconds, CancellationToken cancellationToken = default);
}
