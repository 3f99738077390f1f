namespace Rpc.Runtime.Tests;

/// <summary>Methods that tell the time that they have, in seconds, and their names on the wire.</summary>
[Remote]
[Timeout(100_000)]
[RemoteName("timed.v1")]
public interface ITimed
{
    double Plain();

    [Timeout(50_000)]
    Task<double> ShortAsync();

    [Timeout(Timeout.Infinite)]
    double Endless();

    [Timeout(70_000)]
    [Idempotent]
    double Left { get; }

    /// <summary>Runs into its own limit.</summary>
    [Timeout(50)]
    Task StuckAsync(CancellationToken cancellationToken = default);

    [RemoteName("sum-up")]
    int Total([RemoteName("values")] params IEnumerable<int> numbers);
}
