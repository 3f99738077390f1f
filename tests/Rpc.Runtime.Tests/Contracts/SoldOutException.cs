namespace Rpc.Runtime.Tests;

/// <summary>A listed exception that derives from another one.</summary>
public sealed class SoldOutException(string message, int left, DateTimeOffset since) : OutOfStockException(message, left)
{
    public DateTimeOffset Since { get; } = since;
}
