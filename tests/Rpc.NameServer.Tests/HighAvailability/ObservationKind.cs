namespace Rpc.NameServer.Tests.HighAvailability;

internal enum ObservationKind
{
    /// <summary>A version was registered, and acknowledged at the end of the time; version 0 removed the name.</summary>
    Put,

    /// <summary>A name was looked up; version 0 where there was none.</summary>
    Lookup,

    /// <summary>A watcher was told that a name has a version; version 0 that it has gone.</summary>
    Told,

    /// <summary>A watcher had to begin anew: what it was told before counts no more.</summary>
    Reset,
}
