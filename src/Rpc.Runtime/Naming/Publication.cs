using Rpc.Naming;

namespace Rpc;

/// <summary>An object that the name server lists for as long as this lives: heartbeats are sent, and the registration is made again when the name server lost it.</summary>
/// <remarks>Thread-safe. Disposing takes the name off the list and waits at most 2 s for that; where no name server answers, it is asked for again for as long as the server runs.</remarks>
public sealed class Publication : IAsyncDisposable
{
    private readonly Publisher _publisher;
    private volatile bool _isReplaced;
    private long _leaseId;
    private int _ended;

    internal Publication(Publisher publisher, NameRegistration registration, NameLease lease)
    {
        _publisher = publisher;
        Name = registration.Name;
        Uri = RemoteUri.Parse(registration.Uri);
        Registration = registration with { Since = lease.Since };
        _leaseId = lease.Id;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The address that clients get.</summary>
    public RemoteUri Uri { get; }

    /// <summary>True once another server has taken the name: this object is no longer listed, and no heartbeats are sent for it.</summary>
    public bool IsReplaced
    {
        get => _isReplaced;
        internal set => _isReplaced = value;
    }

    internal NameRegistration Registration { get; }

    /// <summary>Written by a restoration, read by a withdrawal: each makes its own mark first and then looks at the other's.</summary>
    internal long LeaseId
    {
        get => Interlocked.Read(ref _leaseId);
        set => Interlocked.Exchange(ref _leaseId, value);
    }

    internal bool IsEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>True for the one who ends it.</summary>
    internal bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _publisher.WithdrawAsync(this);
}
