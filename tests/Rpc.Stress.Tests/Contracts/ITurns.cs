namespace Rpc.Stress.Tests;

/// <summary>An object that notices when two calls are inside it, and when it is used after its end.</summary>
[Remote]
public interface ITurns
{
    /// <summary>Gives the number of the object.</summary>
    int Step(int spins);

    Task<int> StepAsync(int milliseconds, CancellationToken cancellationToken = default);

    [OneWay]
    void Pass(int spins);

    /// <summary>Calls the caller, who calls this object again while this call runs.</summary>
    int Around(ITurnsBack back);

    IAsyncEnumerable<int> Steps(int count, CancellationToken cancellationToken = default);
}
