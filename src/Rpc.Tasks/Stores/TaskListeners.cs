using System.Collections.Immutable;

namespace Rpc.Tasks.Stores;

/// <summary>Who listens to a store or a broker, in this process. Thread-safe.</summary>
internal sealed class TaskListeners
{
    private ImmutableArray<Action<TaskSignal>> _all = [];

    /// <summary>Dispose what it gives to hear no more; twice does no harm.</summary>
    public IDisposable Add(Action<TaskSignal> heard)
    {
        ArgumentNullException.ThrowIfNull(heard);

        // The same delegate may listen twice, and then ends twice.
        Action<TaskSignal> own = signal => heard(signal);
        ImmutableInterlocked.Update(ref _all, static (all, one) => all.Add(one), own);
        return new End(this, own);
    }

    public void Tell(TaskSignal signal)
    {
        foreach (Action<TaskSignal> heard in _all)
        {
            try
            {
                heard(signal);
            }
            catch (Exception)
            {
                // It has promised not to throw. What was committed stays so, and the others hear of it all the same.
            }
        }
    }

    private sealed class End(TaskListeners listeners, Action<TaskSignal> own) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref listeners._all, static (all, one) => all.Remove(one), own);
    }
}
