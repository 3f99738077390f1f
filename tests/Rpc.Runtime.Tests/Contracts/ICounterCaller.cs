namespace Rpc.Runtime.Tests;

/// <summary>Calls a counter from outside.</summary>
[Remote]
public interface ICounterCaller
{
    int AddTo(int amount);
}
