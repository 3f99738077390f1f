namespace Rpc.Runtime.Tests;

/// <summary>Derives from a listed exception and is not listed itself.</summary>
public sealed class LostException() : OutOfStockException("lost", 0);
