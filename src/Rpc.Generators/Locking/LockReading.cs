namespace Rpc.Generators.Locking;

/// <summary>What reading a lock file gave: the document, or the line (from 0) that is wrong and why.</summary>
internal sealed record LockReading(LockDocument? Document, int Line, string? Wrong);
