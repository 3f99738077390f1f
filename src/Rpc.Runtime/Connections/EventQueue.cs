using Microsoft.Extensions.Logging;
using Rpc.Diagnostics;

namespace Rpc.Connections;

/// <summary>Tells a user's handlers of events: one after another in the order in which they happened, on a thread of the runtime's own on which they may block. Thread-safe.</summary>
/// <remarks>Invariant, under <c>_lock</c>: <c>_telling</c> is set while exactly one thread takes events out, and until there are none.</remarks>
internal sealed class EventQueue(ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Queue<(string Name, Action Tell)> _events = new();
    private bool _telling;

    /// <summary>Adds an event. Never waits, so it may be called under a lock.</summary>
    public void Add(string name, Action tell)
    {
        lock (_lock)
        {
            _events.Enqueue((name, tell));
            if (_telling)
            {
                return;
            }

            _telling = true;
        }

        ElasticThreads.Run(static queue => ((EventQueue)queue!).Tell(), this);
    }

    private void Tell()
    {
        while (TryTake(out (string Name, Action Tell) next))
        {
            try
            {
                next.Tell();
            }
            catch (Exception exception)
            {
                DeliveryLog.EventHandlerFailed(logger, exception, next.Name);
            }
        }
    }

    private bool TryTake(out (string Name, Action Tell) next)
    {
        lock (_lock)
        {
            _telling = _events.TryDequeue(out next);
            return _telling;
        }
    }
}
