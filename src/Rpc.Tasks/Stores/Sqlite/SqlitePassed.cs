using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Rpc.Tasks.Stores;

/// <summary>The transactions of callers in which tasks were written and which are not over yet. Nobody tells when they end, so they are looked at.</summary>
internal sealed class SqlitePassed : IDisposable
{
    /// <summary>How often it is looked.</summary>
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly Action<IReadOnlyList<Entry>> _over;
    private readonly ITimer _timer;
    private readonly List<Entry> _open = [];
    private bool _runs;

    /// <param name="over">Called with those that are over, on any thread, one call at a time.</param>
    public SqlitePassed(Action<IReadOnlyList<Entry>> over)
    {
        _over = over;

        // Real time: transactions of SQLite end when they do, whatever clock the store has.
        _timer = TimeProvider.System.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Watches a transaction in which something was done.</summary>
    public void Add(SqliteTransaction transaction, long number, TaskSignal? signal)
    {
        lock (_gate)
        {
            _open.Add(new Entry(transaction, number, signal));
            if (!_runs)
            {
                _runs = true;
                _timer.Change(s_period, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Who may hold the lock of the file, for a message.</summary>
    public string Describe()
    {
        lock (_gate)
        {
            int open = _open.Count(static entry => !entry.IsOver);
            return open == 0
                ? "a transaction of another connection, in this process or another"
                : string.Create(CultureInfo.InvariantCulture, $"a transaction of this process that was passed to the store and is not over ({open} of them)");
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        List<Entry> over;
        lock (_gate)
        {
            over = [.. _open.Where(static entry => entry.IsOver)];
            _open.RemoveAll(over.Contains);
        }

        try
        {
            if (over.Count > 0)
            {
                _over(over);
            }
        }
        finally
        {
            lock (_gate)
            {
                _runs = _open.Count > 0;
                if (_runs)
                {
                    _timer.Change(s_period, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }

    /// <summary>One of them.</summary>
    /// <param name="Transaction">The caller's.</param>
    /// <param name="Number">What was written in it, to see whether it was committed.</param>
    /// <param name="Signal">What to tell then.</param>
    internal sealed record Entry(SqliteTransaction Transaction, long Number, TaskSignal? Signal)
    {
        /// <summary>Whether it was committed or rolled back.</summary>
        public bool IsOver => Transaction.Connection is null;
    }
}
