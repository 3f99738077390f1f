namespace Rpc.Naming;

/// <summary>One event of <see cref="INameServer.WatchAsync"/>.</summary>
/// <param name="Kind">What has happened.</param>
/// <param name="Revision">From <see cref="NameEventKind.Current"/> on: give it to the next watch to go on behind this event. Within a snapshot it means nothing.</param>
/// <param name="Entry">The name with the instances that are meant; none of them for <see cref="NameEventKind.Removed"/>. Null for <see cref="NameEventKind.Reset"/> and <see cref="NameEventKind.Current"/>.</param>
public sealed record NameEvent(NameEventKind Kind, NameRevision Revision, NameEntry? Entry = null);
