namespace Rpc.Tasks.Tests.Conformance;

/// <summary>Work that not every worker knows.</summary>
[Remote]
public interface IOther
{
    Task<string> GreetAsync(string name);
}
