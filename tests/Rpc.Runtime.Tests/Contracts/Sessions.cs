namespace Rpc.Runtime.Tests;

internal sealed class Sessions : ISessions
{
    private int _opened;
    private int _disposed;

    public int Opened => Volatile.Read(ref _opened);

    public int Disposed => Volatile.Read(ref _disposed);

    public ISession Open() => CallContext.Current!.Lease(new Session(this, Interlocked.Increment(ref _opened)));

    public Task<ISession> OpenAsync() => Task.FromResult(Open());

    public ITicket Ticket() => CallContext.Current!.Lease(new Held(this, Interlocked.Increment(ref _opened)));

    public void OpenNothing() => Open();

    // Each disposal counts: one object is to see one.
    private sealed class Session(Sessions owner, int number) : ISession
    {
        public int Number => number;

        public ValueTask DisposeAsync()
        {
            Interlocked.Increment(ref owner._disposed);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Held(Sessions owner, int number) : ITicket
    {
        public int Number => number;

        public void Dispose() => Interlocked.Increment(ref owner._disposed);
    }
}
