namespace Rpc.Runtime.Tests;

/// <summary>Whether null may be in it depends on what it is closed with, and its name on the wire does not.</summary>
public sealed record Box<T>(T Value, List<T> Many, Dictionary<string, T> Named);
