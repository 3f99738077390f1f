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

    private sealed class Session(Sessions owner, int number) : ISession
    {
        private int _disposed;

        public int Number => number;

        public ValueTask DisposeAsync()
        {
            Interlocked.Add(ref owner._disposed, Interlocked.Exchange(ref _disposed, 1) == 0 ? 1 : 0);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Held(Sessions owner, int number) : ITicket
    {
        private int _disposed;

        public int Number => number;

        public void Dispose() => Interlocked.Add(ref owner._disposed, Interlocked.Exchange(ref _disposed, 1) == 0 ? 1 : 0);
    }
}
