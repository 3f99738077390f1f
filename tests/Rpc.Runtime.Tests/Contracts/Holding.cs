namespace Rpc.Runtime.Tests;

public record Holding(string Title, IAccount First, IAccount Second);
