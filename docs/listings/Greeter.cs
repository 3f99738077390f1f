using System.Runtime.CompilerServices;

namespace Listings;

#region implementation
public sealed class Greeter : IGreeter
{
    private int _visits;

    public int Visits => _visits;

    public string WelcomeMessage(string name)
    {
        Interlocked.Increment(ref _visits);
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

    public void Log(string line) => Console.Error.WriteLine(line);

    public Task<Quote> GetQuoteAsync(string pair) => pair == "EUR/USD"
        ? Task.FromResult(new Quote(pair, 1.25, DateTimeOffset.UnixEpoch))
        : throw new KeyNotFoundException($"No quote for {pair}.");
}
#endregion
