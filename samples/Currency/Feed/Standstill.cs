namespace Currency.Feed;

/// <summary>Lets a feed stand still for a while, as real ones do: time to look at what waits for it.</summary>
internal sealed class Standstill
{
    private volatile TaskCompletionSource _end = new();

    public Standstill() => End();

    /// <summary>From now on nobody gets an answer.</summary>
    public void Begin()
    {
        if (_end.Task.IsCompleted)
        {
            _end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Who waits gets an answer, and so do all that come.</summary>
    public void End() => _end.TrySetResult();

    /// <summary>Waits for as long as an answer takes, and until nothing stands still; not at all where nobody wants the answer any more.</summary>
    public async Task WaitAsync(TimeSpan usual, CancellationToken gone)
    {
        await Task.Delay(usual, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _end.Task.WaitAsync(gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
