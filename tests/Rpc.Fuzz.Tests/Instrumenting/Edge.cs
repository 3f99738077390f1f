namespace Rpc.Fuzz.Tests.Instrumenting;

/// <summary>One way that control can go: into a method or a handler, or out of a decision.</summary>
/// <param name="Room">The room of the runtime that it is in; empty for what only guides.</param>
/// <param name="Method">The method's full name.</param>
/// <param name="What">Which way it is.</param>
/// <param name="Place">File and line of the decision, where known.</param>
internal sealed record Edge(string Room, string Method, string What, string Place);
