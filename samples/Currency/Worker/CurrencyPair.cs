using System.Text.RegularExpressions;

namespace Currency.Worker;

/// <summary>Two currencies: what one unit of the first costs in the second is the rate of the pair.</summary>
/// <param name="From">The code of the first, three capital letters.</param>
/// <param name="To">The code of the second.</param>
internal readonly partial record struct CurrencyPair(string From, string To)
{
    /// <summary>Reads <c>EUR/USD</c>. Nothing else comes through, so a pair can stand in a URL and on a terminal as it is.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static CurrencyPair Parse(string pair) => Form().IsMatch(pair)
        ? new CurrencyPair(pair[..3], pair[4..])
        : throw new ArgumentException("A pair is two codes of three capital letters, as EUR/USD.", nameof(pair));

    public override string ToString() => $"{From}/{To}";

    [GeneratedRegex(@"\A[A-Z]{3}/[A-Z]{3}\z")]
    private static partial Regex Form();
}
