namespace Rpc.Tasks.Tests.Conformance;

internal sealed class Other : IOther
{
    public Task<string> GreetAsync(string name) => Task.FromResult($"Hi {name}, attempt {TaskContext.Current!.Attempt}");
}
