namespace Rpc.Runtime.Tests;

/// <summary>What a contract inherits brings its own demand.</summary>
[RequireRole("base")]
public interface IVaultBase
{
    int Inherited();
}
