namespace Rpc.Fuzz.Engine;

/// <summary>An input that reached something, and the edges that it went over.</summary>
internal sealed record Entry(byte[] Input, byte[] Edges);
