namespace Rpc.Stubs;

/// <summary>Where a proxy's calls wait when they cannot be sent at once, because its object is not bound yet or its connection has no room: they are sent in the order in which they were made.</summary>
/// <remarks>
/// Invariants, under <c>_lock</c>: <c>_count</c> is the number of places that are held; <c>_last</c> is the last one, null when there is none.
/// A call that finds the line empty needs no place: everything its own thread has called before was sent.
/// </remarks>
internal sealed class StartLine
{
    private readonly Lock _lock = new();
    private Place? _last;
    private int _count;

    public bool IsEmpty => Volatile.Read(ref _count) == 0;

    /// <summary>Takes the last place. It must be left, whatever becomes of the call.</summary>
    public Place Enter()
    {
        lock (_lock)
        {
            _count++;
            return _last = new Place(this, _last?.Left ?? Task.CompletedTask);
        }
    }

    private void Leave(Place place)
    {
        lock (_lock)
        {
            _count--;
            if (_last == place)
            {
                _last = null;
            }
        }

        place.Pass();
    }

    /// <summary>One call's place.</summary>
    internal sealed class Place(StartLine line, Task turn)
    {
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when everybody before has been sent or has given up.</summary>
        public Task Turn { get; } = turn;

        public Task Left => _left.Task;

        /// <summary>The call was sent, or is not going to be. One that gives up before its turn leaves when that comes.</summary>
        public void Leave()
        {
            if (Turn.IsCompleted)
            {
                line.Leave(this);
            }
            else
            {
                Turn.ContinueWith(static (_, place) => ((Place)place!).Leave(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        public void Pass() => _left.SetResult();
    }
}
