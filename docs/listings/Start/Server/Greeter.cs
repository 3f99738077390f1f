#region implementation
using System.Runtime.CompilerServices;

namespace Hello;

public sealed class Greeter : IGreeter
{
    public string WelcomeMessage(string name) => $"Hi welcome {name}";

    public Task<Quote> GetQuoteAsync(string pair) => pair == "EUR/USD"
        ? Task.FromResult(new Quote(pair, 1.25, DateTimeOffset.UtcNow))
        : throw new KeyNotFoundException($"No quote for {pair}.");

    public async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 1; i <= to; i++)
        {
            await Task.Delay(100, cancellationToken);               // fires when the caller stops reading
            yield return i;
        }
    }
}
#endregion
