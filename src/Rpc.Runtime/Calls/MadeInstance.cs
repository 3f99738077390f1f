namespace Rpc.Calls;

/// <summary>An object that a factory of the user's has made, and its end.</summary>
/// <param name="Target">The object.</param>
/// <param name="Release">Ends what the object belongs to; null where the object itself is disposed, if it can be.</param>
internal readonly record struct MadeInstance(object Target, Func<ValueTask>? Release);
