using Rpc;

namespace Listings;

#region contract
[Remote]
public interface IGreeter
{
    string WelcomeMessage(string name);                                        // blocks the caller, like a local call
    ValueTask<string> WelcomeMessageAsync(string name, CancellationToken cancellationToken = default);
    IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default); // a stream, item by item
    int Visits { get; }                                                        // a property is a call
    [OneWay] void Log(string line);                                            // no reply
    [Idempotent] Task<Quote> GetQuoteAsync(string pair);                       // may be repeated when a reply is lost
}

public record Quote(string Pair, double Rate, DateTimeOffset At);              // any record, class, struct, enum, tuple, collection
#endregion
