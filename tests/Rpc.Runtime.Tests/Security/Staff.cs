namespace Rpc.Runtime.Tests;

public sealed class Staff : IStaff
{
    public string Greet() => "hello";

    public Task<string> DismissAsync(string name) => Task.FromResult($"{name} is dismissed");
}
