namespace Rpc.Runtime.Tests;

[Remote]
public interface ICalculator
{
    int Add(int x, int y);

    ValueTask<int> AddAsync(int x, int y, CancellationToken cancellationToken = default);

    Task<string> EchoAsync(string text);

    string Echo(string text);

    int Divide(int x, int y);

    Task SleepAsync(int milliseconds, CancellationToken cancellationToken = default);

    void Sleep(int milliseconds);

    IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default);

    [OneWay]
    void Note(string line);

    int Notes { get; }
}
