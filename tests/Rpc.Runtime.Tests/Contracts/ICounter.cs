namespace Rpc.Runtime.Tests;

/// <summary>An object that knows which one it is and what was done to it.</summary>
[Remote]
public interface ICounter
{
    int Number { get; }

    int Add(int amount);

    Task<int> AddAsync(int amount, CancellationToken cancellationToken = default);

    [OneWay]
    void Note(int amount);

    [OneWay]
    void NoteMuch(byte[] bytes);

    /// <summary>Adds after a while, with nobody between reading and writing if calls run one at a time.</summary>
    Task<int> AddSlowlyAsync(int amount);

    /// <summary>The same with a thread that blocks.</summary>
    int AddBlocking(int amount);

    /// <summary>Calls out, and the other calls this object again.</summary>
    int Through(ICounterCaller caller, int amount);

    IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default);
}
