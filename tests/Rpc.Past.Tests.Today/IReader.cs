using Rpc;

namespace Past;

/// <summary>Given by the caller.</summary>
[Remote]
public interface IReader
{
    Task<string> GreetAsync(string name);
}
