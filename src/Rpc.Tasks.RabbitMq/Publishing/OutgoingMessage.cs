using RabbitMQ.Client;

namespace Rpc.Tasks.RabbitMq.Publishing;

/// <summary>A message on its way to the broker.</summary>
/// <param name="queue">The broker's queue.</param>
/// <param name="properties">Its properties; persistent is set here.</param>
/// <param name="body">Its body, which nobody changes any more.</param>
/// <param name="isAwaited">Whether somebody waits for it. While the broker cannot be reached it is then kept until they do not; others end at once, and are somebody else's to repeat.</param>
/// <param name="ended">Called once: null when the broker has confirmed it, else why not. Must not throw.</param>
internal sealed class OutgoingMessage(string queue, BasicProperties properties, ReadOnlyMemory<byte> body, bool isAwaited, Action<Exception?> ended)
{
    private volatile bool _givenUp;
    private int _ended;
    private int _doubts;

    public string Queue => queue;

    public BasicProperties Properties { get; } = Lasting(properties);

    public ReadOnlyMemory<byte> Body => body;

    /// <summary>Whether it is kept while the broker cannot be reached.</summary>
    public bool IsWanted => isAwaited && !_givenUp;

    /// <summary>Whether it goes over a channel of its own, because it may be what closed the common one.</summary>
    public bool IsAlone { get; set; }

    /// <summary>Whether nobody is interested any more, so that it need not be sent.</summary>
    public bool IsGivenUp => _givenUp;

    /// <summary>Whether the broker may have it: it was sent more often than it came back or was refused.</summary>
    public bool MayBeThere => Volatile.Read(ref _doubts) > 0;

    /// <summary>Whether it is confirmed, or will not be.</summary>
    public bool IsEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>It is about to be sent.</summary>
    public void Sent() => Interlocked.Increment(ref _doubts);

    /// <summary>The broker says that it has not taken it.</summary>
    public void NotTaken() => Interlocked.Decrement(ref _doubts);

    /// <summary>Nobody waits any more.</summary>
    public void GiveUp() => _givenUp = true;

    /// <summary>It is confirmed, or will not be.</summary>
    public void End(Exception? problem)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            ended(problem);
        }
    }

    private static BasicProperties Lasting(BasicProperties properties)
    {
        properties.Persistent = true;
        return properties;
    }
}
