namespace Rpc.Runtime.Tests;

/// <summary>In no contract: only <see cref="RpcCodec"/> meets it.</summary>
public sealed record Page<T>(List<T> Items, int Total);
