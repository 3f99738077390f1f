namespace Rpc;

/// <summary>An object that a factory has made for callers and that ends with something it belongs to, such as a scope of services, in place of being disposed itself.</summary>
/// <typeparam name="T">The <c>[Remote]</c> interface.</typeparam>
/// <param name="Target">The object.</param>
/// <param name="Release">Called once, on a thread of the pool, when no caller needs the object any more. What it throws is logged.</param>
public readonly record struct OwnedInstance<T>(T Target, Func<ValueTask> Release)
    where T : class;
