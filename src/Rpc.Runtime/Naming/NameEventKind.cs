namespace Rpc.Naming;

/// <summary>What a <see cref="NameEvent"/> tells.</summary>
public enum NameEventKind
{
    /// <summary>Whatever the watcher knew counts no more: a snapshot follows. The first event, except for a watcher that goes on where it was.</summary>
    Reset = 0,

    /// <summary>A name of the snapshot.</summary>
    Present = 1,

    /// <summary>The watcher knows everything up to now; what follows are changes as they happen.</summary>
    Current = 2,

    /// <summary>A name that was not there, or none of whose instances was meant.</summary>
    Added = 3,

    /// <summary>A name has other instances, or one of them other tags, metadata or weight.</summary>
    Changed = 4,

    /// <summary>A name has gone, or none of its instances is meant any more.</summary>
    Removed = 5,
}
