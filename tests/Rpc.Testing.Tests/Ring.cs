namespace Rpc.Testing.Tests;

/// <summary>Counts the rings.</summary>
internal sealed class Ring : IRing
{
    private int _rings;

    public int Rings => Volatile.Read(ref _rings);

    public Task RungAsync(int time, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _rings);
        return Task.CompletedTask;
    }
}
