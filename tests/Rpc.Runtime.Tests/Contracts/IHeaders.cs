namespace Rpc.Runtime.Tests;

/// <summary>Tells what came beside a call.</summary>
[Remote]
public interface IHeaders
{
    string? Tell(string name);

    Task<string?> TellAsync(string name, byte[]? load = null);

    int Count();

    /// <summary>Answers with a header.</summary>
    Task<byte[]> AnswerAsync(string name, string value, int load = 0);

    /// <summary>The same, and fails.</summary>
    void Fail(string name, string value);

    IAsyncEnumerable<int> Stream(string name, string value);

    [OneWay]
    void Keep(string name);

    string? Kept();

    string Correlation();

    /// <summary>What the other one is told, called from here; after an await where that is asked for.</summary>
    Task<string> ThroughAsync(IHeaders other, bool afterAwait);

    /// <summary>How many headers the other one gets when it is called from here.</summary>
    int CountThrough(IHeaders other);

    /// <summary>Milliseconds that the other one has, called from here.</summary>
    Task<double> TimeThroughAsync(IHeaders other, bool afterAwait);

    double Time();
}
