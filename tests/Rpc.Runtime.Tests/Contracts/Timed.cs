namespace Rpc.Runtime.Tests;

public sealed class Timed : ITimed
{
    public double Left => Seconds();

    public double Plain() => Seconds();

    public Task<double> ShortAsync() => Task.FromResult(Seconds());

    public double Endless() => Seconds();

    public Task StuckAsync(CancellationToken cancellationToken = default) => Task.Delay(Timeout.Infinite, cancellationToken);

    public int Total(params IEnumerable<int> numbers) => numbers.Sum();

    private static double Seconds() => CallContext.Current!.TimeRemaining.TotalSeconds;
}
