namespace Rpc.Runtime.Tests;

public sealed record Order(int Id, string Item);
