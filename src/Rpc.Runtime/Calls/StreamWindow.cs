namespace Rpc.Calls;

/// <summary>How much of one stream may be under way or unread: more while its reader keeps up, little when it leaves items lying. Not thread-safe: its stream has a lock for it.</summary>
/// <remarks>
/// Invariant: <c>_window</c> is what the writer was allowed in all less what was taken out again for good; what is above <see cref="Least"/> comes from the budget.
/// It never shrinks by taking credit back, only by not giving any for what was read, until it is <c>_target</c>.
/// </remarks>
internal sealed class StreamWindow(RpcLimits limits, StreamBudget budget, int most = int.MaxValue)
{
    /// <summary>What every stream has, whatever the others do.</summary>
    public const int Least = 4 * 1024;

    /// <summary>What the window of a body of bytes grows to. Its pieces are whole frames, each up to 60 KiB: a small call finds no more of them before it.</summary>
    public const int MostOfBody = 256 * 1024;

    private const int TooLongMilliseconds = 1_000;

    private int _window;
    private int _target;
    private int _read;
    private bool _waited;
    private long _lastGrant;

    public int Size => _window;

    /// <summary>The first credit.</summary>
    public int Open(long now)
    {
        budget.CountStream(1);
        _window = Least + budget.TakeFirst(Math.Max(0, limits.StreamWindowBytes - Least));
        _target = _window;
        _lastGrant = now;
        return _window;
    }

    /// <summary>The reader found nothing to read: the window may be what holds its writer back.</summary>
    public void Waited() => _waited = true;

    /// <summary>The reader has read <paramref name="bytes"/> that came <paramref name="age"/> milliseconds ago. Gives the credit that is due.</summary>
    public int Read(int bytes, long age, long now)
    {
        _read += bytes;
        if (age >= TooLongMilliseconds)
        {
            _target = Least;
        }

        if (_window > _target)
        {
            int dropped = Math.Min(_read, _window - _target);
            _read -= dropped;
            _window -= dropped;
            budget.GiveBack(dropped);
        }

        if (_read < _window / 2)
        {
            return 0;
        }

        int credit = _read + Growth(now);
        _read = 0;
        _lastGrant = now;
        _waited = false;
        return credit;
    }

    /// <summary>The stream has ended.</summary>
    public void Close()
    {
        budget.CountStream(_window > 0 ? -1 : 0);
        if (_window > Least)
        {
            budget.GiveBack(_window - Least);
        }

        _window = 0;
        _target = 0;
    }

    /// <summary>Twice the window for a reader that waits for its writer, and has read half of it within a second.</summary>
    private int Growth(long now)
    {
        if (!_waited || _window != _target || now - _lastGrant >= TooLongMilliseconds)
        {
            return 0;
        }

        int growth = budget.Take(Math.Clamp(Math.Min(limits.MaxStreamWindowBytes, most) - _window, 0, _window));
        _window += growth;
        _target = _window;
        return growth;
    }
}
