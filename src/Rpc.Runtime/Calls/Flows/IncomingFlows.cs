namespace Rpc.Calls;

/// <summary>What a handler has open of its caller's flows.</summary>
/// <remarks>Invariant, under <c>_open</c>: nothing is opened once <c>_ended</c>; what is open then ends.</remarks>
internal sealed class IncomingFlows
{
    private readonly List<PendingStream> _open = [];
    private bool _ended;

    public bool HasEnded => Volatile.Read(ref _ended);

    public bool TryOpen(PendingStream stream)
    {
        lock (_open)
        {
            if (_ended)
            {
                return false;
            }

            _open.RemoveAll(static other => other.IsCompleted);
            _open.Add(stream);
            return true;
        }
    }

    /// <summary>The handler has ended. A reader that it has left behind gets an error, and its writer is told to stop.</summary>
    public void End(IncomingCall call)
    {
        PendingStream[] left;
        lock (_open)
        {
            _ended = true;
            left = [.. _open];
            _open.Clear();
        }

        foreach (PendingStream stream in left)
        {
            stream.EndWith(FlowErrors.CallEnded(call.What));
        }
    }
}
