using Rpc.Calls;

namespace Rpc.Connections;

/// <summary>Ends what a peer has unbound, once the calls that it sent before have begun: one that was read may still be on its way to its handler. Thread-safe.</summary>
/// <remarks>Under <c>_lock</c>: <c>_calls</c> are those that may not have begun; <c>_waiting</c> is what is still to be ended, and one task ends it as long as there is any.</remarks>
internal sealed class ServedEnds
{
    private const int CheckMilliseconds = 5;

    /// <summary>Beyond it a peer that unbinds while a call of its waits is not indulged any more.</summary>
    private const int MostWaiting = 1024;

    private const int PruneAt = 32;

    private readonly Lock _lock = new();
    private readonly List<IncomingCall> _calls = [];
    private List<(CallTarget Target, IncomingCall[] Before)> _waiting = [];

    /// <summary>A call was given to another thread, or waits for its turn.</summary>
    public void Placed(IncomingCall call)
    {
        lock (_lock)
        {
            if (_calls.Count >= PruneAt)
            {
                _calls.RemoveAll(static one => one.HasBegun);
            }

            _calls.Add(call);
        }
    }

    /// <summary>Ends what was bound: at once where no call is on its way.</summary>
    public void End(CallTarget target, Func<bool> isOver)
    {
        lock (_lock)
        {
            _calls.RemoveAll(static one => one.HasBegun);
            if (_calls.Count > 0 && _waiting.Count < MostWaiting)
            {
                _waiting.Add((target, [.. _calls]));
                if (_waiting.Count == 1)
                {
                    _ = Task.Run(() => EndAllAsync(isOver));
                }

                return;
            }
        }

        target.Close();
    }

    private async Task EndAllAsync(Func<bool> isOver)
    {
        while (true)
        {
            await Task.Delay(CheckMilliseconds).ConfigureAwait(false);
            List<(CallTarget Target, IncomingCall[] Before)> due;
            bool last;
            lock (_lock)
            {
                bool all = isOver();
                due = [.. _waiting.Where(one => all || Array.TrueForAll(one.Before, static call => call.HasBegun))];
                _waiting = [.. _waiting.Except(due)];
                last = _waiting.Count == 0;
            }

            due.ForEach(static one => one.Target.Close());
            if (last)
            {
                return;
            }
        }
    }
}
