#region contract
using Rpc;

namespace Hello;

[Remote]
public interface IGreeter
{
    string WelcomeMessage(string name);                             // blocks the caller, like a local call
    Task<Quote> GetQuoteAsync(string pair);                         // is awaited
    IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default); // a stream from the server
}

public record Quote(string Pair, double Rate, DateTimeOffset At);   // a plain type: it needs no attribute
#endregion
