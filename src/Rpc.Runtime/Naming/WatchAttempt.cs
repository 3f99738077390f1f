namespace Rpc.Naming;

/// <summary>A watch at one name server: begun within the time of an attempt, and then as long as its caller wants. Used by one caller at a time.</summary>
internal sealed class WatchAttempt : IAsyncDisposable
{
    private readonly CancellationTokenSource _life;
    private readonly IAsyncEnumerator<NameEvent> _events;

    private WatchAttempt(CancellationTokenSource life, IAsyncEnumerator<NameEvent> events)
    {
        _life = life;
        _events = events;
    }

    public NameEvent Current => _events.Current;

    /// <summary>Gives a watch whose first event is there.</summary>
    /// <param name="watch">Begins the watch.</param>
    /// <param name="attempt">Ends the wait for the first event, and nothing after it.</param>
    /// <param name="whole">Ends the watch at any time.</param>
    public static async Task<WatchAttempt> BeginAsync(Func<CancellationToken, IAsyncEnumerable<NameEvent>> watch, CancellationToken attempt, CancellationToken whole)
    {
        var life = CancellationTokenSource.CreateLinkedTokenSource(whole);
        var begun = new WatchAttempt(life, watch(life.Token).GetAsyncEnumerator(life.Token));
        try
        {
            await using (attempt.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), life).ConfigureAwait(false))
            {
                if (!await begun.NextAsync().ConfigureAwait(false))
                {
                    throw new RpcException(RpcStatus.Unavailable, "The name server ended the watch before it told anything.", RpcOutcome.NotExecuted);
                }
            }

            // The attempt may have ended just before it could not end the watch any more.
            life.Token.ThrowIfCancellationRequested();
            return begun;
        }
        catch
        {
            await begun.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask<bool> NextAsync() => _events.MoveNextAsync();

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync().ConfigureAwait(false);
        _life.Dispose();
    }
}
