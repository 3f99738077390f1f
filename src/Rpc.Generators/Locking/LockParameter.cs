namespace Rpc.Generators.Locking;

/// <summary>A parameter that travels: its name in JSON, what it is, and its default as JSON; null where a caller has to give it.</summary>
internal sealed record LockParameter(string Name, LockValue Value, string? Default);
