using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Hub;

/// <summary>The tasks whose ends are waited for here, and what the hub knows of that. Thread-safe.</summary>
/// <remarks>
/// Invariants, under <c>_lock</c>: <c>_awaited</c> holds the tasks; <c>_ended</c> what those of them have ended with of which the hub has told, which the hub does not count as waited for any more; <c>_begun</c> and
/// <c>_done</c> how <c>_awaited</c> without <c>_ended</c> differs from what the hub was told over the stream that lives.
/// </remarks>
internal sealed class HubAwaited
{
    private const int MostInMessage = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _awaited = [];
    private readonly Dictionary<Guid, TaskOutcome> _ended = [];
    private readonly HashSet<Guid> _begun = [];
    private readonly HashSet<Guid> _done = [];
    private int _stream;

    public void Change(IReadOnlyList<Guid> begun, IReadOnlyList<Guid> done)
    {
        lock (_lock)
        {
            foreach (Guid id in begun)
            {
                if (_awaited.Add(id) && !_done.Remove(id))
                {
                    _begun.Add(id);
                }
            }

            foreach (Guid id in done)
            {
                if (_awaited.Remove(id) && !_ended.Remove(id) && !_begun.Remove(id))
                {
                    _done.Add(id);
                }
            }
        }
    }

    /// <summary>The hub has told what tasks have ended with.</summary>
    public void Take(IReadOnlyList<TaskOutcome> outcomes)
    {
        lock (_lock)
        {
            foreach (TaskOutcome outcome in outcomes)
            {
                // The hub has forgotten the id: nothing has to be taken back of one that is not awaited any more.
                _done.Remove(outcome.Id);
                if (_awaited.Contains(outcome.Id))
                {
                    _ended[outcome.Id] = outcome;
                }
            }
        }
    }

    /// <summary>Answers from what the hub has told.</summary>
    /// <param name="ids">The tasks.</param>
    /// <param name="isHeard">Whether the hub is heard, so that of each awaited task nothing is known elsewhere either.</param>
    /// <param name="outcomes">What those have ended with of which is known goes here.</param>
    /// <returns>Those that the hub has to be asked for.</returns>
    public IReadOnlyList<Guid> Answer(IReadOnlyList<Guid> ids, bool isHeard, List<TaskOutcome> outcomes)
    {
        List<Guid> ask = [];
        lock (_lock)
        {
            foreach (Guid id in ids)
            {
                if (_ended.TryGetValue(id, out TaskOutcome? outcome))
                {
                    outcomes.Add(outcome);
                }
                else if (!isHeard || !_awaited.Contains(id))
                {
                    ask.Add(id);
                }
            }
        }

        return ask;
    }

    /// <summary>A stream begins: the hub knows nothing, and the stream before has no say any more.</summary>
    /// <returns>The number of the stream.</returns>
    public int Begin()
    {
        lock (_lock)
        {
            _stream++;
            _done.Clear();
            _begun.Clear();
            _begun.UnionWith(_awaited.Where(id => !_ended.ContainsKey(id)));
            return _stream;
        }
    }

    /// <summary>What the hub was not told yet, or as much of it as one message carries; null for a stream that is not the last.</summary>
    public (Guid[] Begun, Guid[] Done)? Next(int stream)
    {
        lock (_lock)
        {
            if (stream != _stream)
            {
                return null;
            }

            Guid[] begun = [.. _begun.Take(MostInMessage)];
            Guid[] done = [.. _done.Take(MostInMessage)];
            _begun.ExceptWith(begun);
            _done.ExceptWith(done);
            return (begun, done);
        }
    }
}
