namespace Rpc.Tasks.RabbitMq.Publishing;

/// <summary>The messages of one enqueue, which waits for all of them. Thread-safe.</summary>
/// <remarks>Invariant, under <c>_lock</c>: <c>_open</c> counts the messages that have not ended, and one more until <see cref="ConfirmedAsync"/> is called, as only then all have been posted.</remarks>
internal sealed class PublishGroup
{
    private readonly Lock _lock = new();
    private readonly List<OutgoingMessage> _messages = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = 1;
    private int _confirmed;
    private Exception? _problem;

    /// <summary>How many the broker has.</summary>
    public int Confirmed
    {
        get
        {
            lock (_lock)
            {
                return _confirmed;
            }
        }
    }

    /// <summary>Whether the broker has some of them, or may have.</summary>
    public bool MayBeThere
    {
        get
        {
            lock (_lock)
            {
                return _messages.Any(static message => message.MayBeThere);
            }
        }
    }

    /// <summary>Why the first one was refused; null for none.</summary>
    public Exception? Problem
    {
        get
        {
            lock (_lock)
            {
                return _problem;
            }
        }
    }

    /// <summary>A message is about to be posted.</summary>
    public void Add(OutgoingMessage message)
    {
        lock (_lock)
        {
            _messages.Add(message);
            _open++;
        }
    }

    /// <summary>A message has ended.</summary>
    public void Ended(Exception? problem)
    {
        lock (_lock)
        {
            _problem ??= problem;
            _confirmed += problem is null ? 1 : 0;
            Close();
        }
    }

    /// <summary>Waits for what was posted. True when the broker has all of it in time.</summary>
    public async ValueTask<bool> ConfirmedAsync(TimeSpan most, TimeProvider clock, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Close();
        }

        if (!_done.Task.IsCompleted)
        {
            await _done.Task.WaitAsync(most, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return _done.Task.IsCompleted && Problem is null;
    }

    /// <summary>Nobody waits any more: what was not sent need not be.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            foreach (OutgoingMessage message in _messages)
            {
                message.GiveUp();
            }
        }
    }

    private void Close()
    {
        if (--_open == 0)
        {
            _done.TrySetResult();
        }
    }
}
