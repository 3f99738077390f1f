namespace Rpc.Hostile.Tests.Server;

/// <summary>Methods of every shape, so that hostile arguments reach every kind of codec and handler.</summary>
[Remote]
public interface ITarget
{
    int Add(int x, int y);

    string Echo(string text);

    byte[] Bytes(byte[] data);

    Task<List<Item>> ReverseAsync(List<Item> items);

    ValueTask<Dictionary<long, string>> IndexAsync(Dictionary<long, string> map);

    Task WaitAsync(int milliseconds, CancellationToken cancellationToken = default);

    /// <summary>Does not listen when its caller cancels.</summary>
    Task StubbornAsync(int milliseconds);

    void Block(int milliseconds);

    IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default);

    /// <summary>Blocks before it gives its stream.</summary>
    IAsyncEnumerable<int> CountLate(int to, CancellationToken cancellationToken = default);

    [OneWay]
    void Note(string line);

    int Ask(IAnswerer who, int question);

    int AskPatiently(IAnswerer who, int question);

    Task<int> AskAsync(IAnswerer who, int question, CancellationToken cancellationToken = default);

    int Running { get; }

    Task<int> SumAsync(IAsyncEnumerable<int> values, CancellationToken cancellationToken = default);

    /// <summary>Asks for the first value and returns before it is there.</summary>
    Task LeaveAsync(IAsyncEnumerable<int> values);

    Task<long> LengthAsync(Stream body, CancellationToken cancellationToken = default);

    /// <summary>Fails with that status.</summary>
    Task RefuseAsync(string status);

    Task TellAsync(int count, IProgress<int> progress);
}
