namespace Rpc.Runtime.Tests;

/// <summary>Methods that may be repeated, and methods that may not.</summary>
[Remote]
public interface IDelivery
{
    /// <summary>Counts its runs for a key, and gives the key back.</summary>
    string Run(string key);

    Task<string> RunAsync(string key, CancellationToken cancellationToken = default);

    [Idempotent]
    string Ask(string key);

    [Idempotent]
    Task<string> AskAsync(string key, CancellationToken cancellationToken = default);

    [OneWay]
    void Note(int number);

    [OneWay]
    Task NoteAsync(int number);

    /// <summary>A failure of the handler itself, which looks like one of the connection.</summary>
    [Idempotent]
    int Fail();

    IAsyncEnumerable<int> Items(string key, int count, CancellationToken cancellationToken = default);

    Task<int> SumAsync(string key, IAsyncEnumerable<int> numbers);

    Task<Stream> LoadAsync(string key);

    /// <summary>What is left of the caller's time, at the end of a way through others.</summary>
    double Left(List<IDelivery> stops);

    /// <summary>Waits for its token at the end of a way through others.</summary>
    Task WaitAsync(List<IDelivery> stops, CancellationToken cancellationToken = default);
}
