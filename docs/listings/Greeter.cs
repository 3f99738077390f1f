using System.Runtime.CompilerServices;
using Rpc;

namespace Listings;

#region implementation
public sealed class Greeter : IGreeter
{
    private int _visits;

    private event Action<string>? Greeted;

    public int Visits => _visits;

    public string WelcomeMessage(string name)
    {
        Interlocked.Increment(ref _visits);
        Greeted?.Invoke(name);
        return $"Hi welcome {name}";
    }

    public ValueTask<string> WelcomeMessageAsync(string name, CancellationToken cancellationToken = default) => new(WelcomeMessage(name));

    public async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 1; i <= to; i++)
        {
            await Task.Delay(10, cancellationToken);       // fires when the caller stops reading
            yield return i;
        }
    }

    public async Task<double> AverageAsync(IAsyncEnumerable<double> values, CancellationToken cancellationToken = default) =>
        await values.AverageAsync(cancellationToken);      // reads what the caller has, item by item

    public Task SubscribeAsync(IGreeterEvents events)
    {
        Greeted += events.Greeted;                         // a live proxy: it reaches the caller's own object
        return Task.CompletedTask;
    }

    public Task<IAccount> OpenAccountAsync(string owner) =>
        Task.FromResult<IAccount>(CallContext.Current!.Lease(new Account(owner))); // disposed when its caller is done or gone

    public void Log(string line) => Console.Error.WriteLine(line);

    public Task<Quote> GetQuoteAsync(string pair) => pair == "EUR/USD"
        ? Task.FromResult(new Quote(pair, 1.25, DateTimeOffset.UnixEpoch))
        : throw new KeyNotFoundException($"No quote for {pair}.");
}
#endregion
