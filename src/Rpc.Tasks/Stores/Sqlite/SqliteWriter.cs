using System.Diagnostics;

namespace Rpc.Tasks.Stores;

/// <summary>The one thread of a <see cref="SqliteTaskStore"/> that writes. Edits that wait share a transaction, and so the wait for the disk.</summary>
/// <remarks>
/// Edits of a group run one after another with nothing in between. Where one throws that has written, the whole is rolled back and the others run again: that is rare, and so the usual edit pays for no savepoint
/// (a savepoint copies each page that it changes).
/// </remarks>
internal sealed class SqliteWriter
{
    /// <summary>The edits that share a commit at most.</summary>
    private const int MostEdits = 256;

    /// <summary>How often a group begins anew before each of its edits gets a commit of its own.</summary>
    private const int MostRestarts = 16;

    private readonly object _gate = new();
    private readonly SqliteSession _session;
    private readonly SqliteTurnstile _turnstile;
    private readonly SqliteAnnouncer _announcer;
    private readonly SqlitePassed _passed;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly Thread _thread;
    private readonly SqliteSignal _signal = new();

    // Under _gate.
    private readonly Queue<ISqliteEdit> _waiting = new();
    private bool _stopped;

    /// <param name="session">The connection that only this uses.</param>
    /// <param name="turnstile">The lock between processes.</param>
    /// <param name="announcer">Who is told of commits.</param>
    /// <param name="passed">The transactions of callers, which may be in the way.</param>
    /// <param name="clock">The store's time.</param>
    /// <param name="patience">How long to wait for others who write.</param>
    public SqliteWriter(SqliteSession session, SqliteTurnstile turnstile, SqliteAnnouncer announcer, SqlitePassed passed, TimeProvider clock, TimeSpan patience)
    {
        (_session, _turnstile, _announcer, _passed, _clock, _patience) = (session, turnstile, announcer, passed, clock, patience);
        _thread = new Thread(Loop) { IsBackground = true, Name = "rpc-tasks-sqlite" };
        _thread.Start();
    }

    /// <summary>How many commits there were, and how many edits were in them.</summary>
    public (long Commits, long Edits) Done { get; private set; }

    /// <summary>The time that the thread has spent with transactions, waits for other processes included, in ticks of <see cref="Stopwatch"/>.</summary>
    public long Busy { get; private set; }

    /// <summary>Whether this is the writer's own thread, which would wait for itself.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Puts an edit at the end.</summary>
    public void Add(ISqliteEdit edit)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, typeof(SqliteTaskStore));
            _waiting.Enqueue(edit);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Takes no more edits, ends those that wait, and waits for the end of the thread.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
    }

    private void Loop()
    {
        while (Wait())
        {
            long began = Stopwatch.GetTimestamp();
            Work();
            Busy += Stopwatch.GetTimestamp() - began;
        }
    }

    // False when it is stopped and nothing waits.
    private bool Wait()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_stopped)
            {
                Monitor.Wait(_gate);
            }

            return _waiting.Count > 0;
        }
    }

    // One group.
    private void Work()
    {
        try
        {
            _turnstile.Enter(_patience);
            Begin();
        }
        catch (Exception error)
        {
            _turnstile.Leave();
            Take(int.MaxValue).ForEach(edit => edit.Fail(error));
            return;
        }

        List<ISqliteEdit> group = Take(MostEdits);
        var done = new List<(ISqliteEdit Edit, Exception? Error)>(group.Count);
        try
        {
            Write(group, done);
        }
        catch (Exception error)
        {
            _session.Rollback();
            done.AddRange(group.Select(edit => (edit, (Exception?)error)));
        }
        finally
        {
            _turnstile.Leave();
        }

        // First those who wait, then those who are told.
        foreach ((ISqliteEdit edit, Exception? error) in done)
        {
            if (error is null)
            {
                edit.Complete();
            }
            else
            {
                edit.Fail(error);
            }
        }

        _announcer.Tell(_signal);
    }

    private List<ISqliteEdit> Take(int most)
    {
        var taken = new List<ISqliteEdit>();
        lock (_gate)
        {
            while (taken.Count < most && _waiting.TryDequeue(out ISqliteEdit? edit))
            {
                if (edit.TryBegin())
                {
                    taken.Add(edit);
                }
            }
        }

        return taken;
    }

    // SQLite's own lock: held by transactions that do not come through a turnstile, which are those of callers.
    private void Begin()
    {
        for (long began = Stopwatch.GetTimestamp(); !_session.TryRun("BEGIN IMMEDIATE"); Thread.Sleep(1))
        {
            if (Stopwatch.GetElapsedTime(began) > _patience)
            {
                throw new RpcException(RpcStatus.Unavailable, $"{_session.File} was locked for {_patience.TotalSeconds:0} s by {_passed.Describe()}. Nothing can be written until it is committed or rolled back.");
            }
        }
    }

    // Each edit of the group is in done afterwards, with what it is to fail with, if not with its own error.
    private void Write(List<ISqliteEdit> group, List<(ISqliteEdit Edit, Exception? Error)> done)
    {
        var signal = new SqliteSignal();
        for (int restarts = 0; Run(group, signal) is var broken && broken >= 0; restarts++)
        {
            _session.Rollback();
            done.Add((group[broken], null));
            group.RemoveAt(broken);
            if (restarts == MostRestarts)
            {
                Alone(group, done);
                return;
            }

            Begin();
        }

        try
        {
            _announcer.Prepare(signal, _session);
            _session.Run("COMMIT");
        }
        catch (SqliteStoreException error)
        {
            _session.Rollback();
            error = error.OfCommit();
            if (group.Count > 1 && error.Outcome == RpcOutcome.NotExecuted)
            {
                // There may be room for some of them.
                Alone(group, done);
                return;
            }

            done.AddRange(group.Select(edit => (edit, (Exception?)error)));
            group.Clear();
            return;
        }

        Done = (Done.Commits + 1, Done.Edits + group.Count);
        _signal.Add(signal);
        foreach (ISqliteEdit edit in group)
        {
            done.Add((edit, null));
        }

        group.Clear();
    }

    private void Alone(List<ISqliteEdit> group, List<(ISqliteEdit Edit, Exception? Error)> done)
    {
        while (group.Count > 0)
        {
            List<ISqliteEdit> one = [group[0]];
            Begin();
            Write(one, done);
            group.RemoveAt(0);
        }
    }

    // The place of the first edit that threw and has left something that must not stay; -1 for none.
    private int Run(List<ISqliteEdit> group, SqliteSignal signal)
    {
        signal.Clear();
        for (int i = 0; i < group.Count; i++)
        {
            int changes = _session.TotalChanges;
            var transaction = new SqliteTaskTransaction(_session, _clock.GetUtcNow(), isRead: false);
            if (group[i].Run(transaction))
            {
                signal.Add(transaction.Signal);
            }
            else if (_session.TotalChanges != changes || !_session.InTransaction)
            {
                return i;
            }
        }

        return -1;
    }
}
