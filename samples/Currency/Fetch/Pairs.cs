using Currency.Feed;

namespace Currency.Fetch;

/// <summary>Pairs of currencies, as they are fetched and told.</summary>
internal static class Pairs
{
    private static readonly string[] s_priced = ["EUR", "USD"];

    /// <summary>What is fetched where nobody says what: what a euro and a dollar cost in every currency of the feed's table, as <c>EUR/AUD</c>, <c>USD/AUD</c> and so on.</summary>
    public static IReadOnlyList<string> All()
    {
        IEnumerable<string> currencies = RateTable.Load().PerEuro.Keys;
        return [.. s_priced.SelectMany(from => currencies.Where(to => to != from).Select(to => $"{from}/{to}"))];
    }

    /// <summary>So many of them, in words.</summary>
    public static string Count(int pairs) => pairs == 1 ? "1 pair" : $"{pairs} pairs";
}
