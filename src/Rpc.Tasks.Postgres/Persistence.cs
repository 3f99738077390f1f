namespace Rpc.Tasks.Postgres;

/// <summary>How often and how long one edit is tried. Used by one thread at a time.</summary>
internal sealed class Persistence(TimeProvider clock)
{
    private const int MostCollisions = 12;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private readonly long _began = clock.GetTimestamp();
    private int _tried;
    private int _collisions;

    /// <summary>Whether it may be tried again after this failure.</summary>
    public bool Allows(Exception failure) => PostgresErrors.IsCollision(failure)
        ? ++_collisions <= MostCollisions
        : PostgresErrors.IsLoss(failure) && clock.GetElapsedTime(_began) < PostgresTaskStore.BridgedAbsence;

    /// <summary>Waits, longer each time, and not as long as others who failed at the same moment.</summary>
    public Task PauseAsync(CancellationToken cancellationToken)
    {
        TimeSpan longest = ShortestPause * (1 << Math.Min(_tried++, 7));
        return Task.Delay((longest < LongestPause ? longest : LongestPause) * (0.5 + (Random.Shared.NextDouble() / 2)), clock, cancellationToken);
    }
}
