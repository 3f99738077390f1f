namespace Rpc.Naming;

/// <summary>How far a watcher has seen the history of the names.</summary>
/// <param name="Epoch">Another one whenever the history was lost: revisions of two epochs cannot be compared.</param>
/// <param name="Number">Counts the changes of an epoch, from 0.</param>
public readonly record struct NameRevision(long Epoch, long Number);
