using Microsoft.Extensions.Logging;
using Rpc.Diagnostics;

namespace Rpc.Calls;

/// <summary>Objects of handlers that live as long as the peer can reach them: disposed when it has given them back, and at the latest when its connection ends.</summary>
/// <remarks>Thread-safe. Invariant: whoever takes an object out disposes it, so that happens once.</remarks>
internal sealed class LeasedObjects(ILogger logger)
{
    private readonly Disposals _disposals = new(logger);
    private readonly HashSet<object> _objects = new(ReferenceEqualityComparer.Instance);
    private bool _closed;

    public void Add(object leased)
    {
        lock (_objects)
        {
            if (!_closed)
            {
                _objects.Add(leased);
                return;
            }
        }

        Dispose(leased);
    }

    /// <summary>The peer cannot reach the object any more.</summary>
    public void Released(object released)
    {
        if (TryTake(released))
        {
            Dispose(released);
        }
    }

    /// <summary>Takes an object out. False when it was not leased, or is taken already.</summary>
    public bool TryTake(object leased)
    {
        lock (_objects)
        {
            return _objects.Remove(leased);
        }
    }

    /// <summary>The connection has ended.</summary>
    public void Close()
    {
        object[] left;
        lock (_objects)
        {
            _closed = true;
            left = [.. _objects];
            _objects.Clear();
        }

        foreach (object each in left)
        {
            Dispose(each);
        }
    }

    private void Dispose(object leased) => _disposals.Start(new MadeInstance(leased, null));
}
