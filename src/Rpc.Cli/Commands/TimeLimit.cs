namespace Rpc.Cli.Commands;

/// <summary>Ends a command when its time is over or the user does. Not thread-safe.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly TimeSpan? _limit;
    private readonly CancellationToken _user;
    private readonly CancellationTokenSource _source;

    public TimeLimit(TimeSpan? limit, CancellationToken user)
    {
        _limit = limit;
        _user = user;
        _source = CancellationTokenSource.CreateLinkedTokenSource(user);
        Restart();
    }

    public CancellationToken Token => _source.Token;

    /// <summary>The time, not the user, ended it.</summary>
    public bool HasPassed => _source.IsCancellationRequested && !_user.IsCancellationRequested;

    /// <summary>Something came: the time begins anew.</summary>
    public void Restart()
    {
        if (_limit is { } limit)
        {
            _source.CancelAfter(limit);
        }
    }

    /// <summary>The user is being asked, or has been promised more time: it does not run out.</summary>
    public void Lift() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose() => _source.Dispose();
}
