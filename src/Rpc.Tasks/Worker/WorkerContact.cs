namespace Rpc.Tasks.Worker;

/// <summary>When the backend last answered, and what was wrong since. Thread-safe.</summary>
internal sealed class WorkerContact(TimeProvider clock)
{
    private long _reached = clock.GetTimestamp();
    private string? _problem;

    public TimeSpan SilentFor => clock.GetElapsedTime(Volatile.Read(ref _reached));

    public string? Problem => Volatile.Read(ref _problem);

    public void Reached()
    {
        Volatile.Write(ref _reached, clock.GetTimestamp());
        Volatile.Write(ref _problem, null);
    }

    public void Failed(Exception exception) => Volatile.Write(ref _problem, exception.Message);
}
