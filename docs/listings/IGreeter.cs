using Rpc;

namespace Listings;

#region contract
[Remote]
public interface IGreeter
{
    string WelcomeMessage(string name);                                        // blocks the caller, like a local call
    ValueTask<string> WelcomeMessageAsync(string name, CancellationToken cancellationToken = default);
    IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default); // a stream from the server
    Task<double> AverageAsync(IAsyncEnumerable<double> values, CancellationToken cancellationToken = default); // a stream to the server
    Task SubscribeAsync(IGreeterEvents events);                                // an object reference: a callback
    Task<IAccount> OpenAccountAsync(string owner);                             // an object reference: a factory
    int Visits { get; }                                                        // a property is a call
    [OneWay] void Log(string line);                                            // no reply
    [Idempotent] Task<Quote> GetQuoteAsync(string pair);                       // may be repeated when a reply is lost
}

public record Quote(string Pair, double Rate, DateTimeOffset At);              // any record, class, struct, enum, tuple, collection
#endregion
