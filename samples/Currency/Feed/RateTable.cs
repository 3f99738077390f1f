using System.Globalization;

namespace Currency.Feed;

/// <summary>A day's rates, from the file that ships with the sample.</summary>
/// <param name="Date">The day, which is made up like the rates.</param>
/// <param name="PerEuro">What one euro is of each currency, the euro among them.</param>
internal sealed record RateTable(DateOnly Date, IReadOnlyDictionary<string, decimal> PerEuro)
{
    /// <summary>Reads the file beside the program.</summary>
    public static RateTable Load()
    {
        var rates = new SortedDictionary<string, decimal>(StringComparer.Ordinal) { ["EUR"] = 1 };
        DateOnly date = default;
        foreach (string[] line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Feed", "rates.csv")).Where(line => !line.StartsWith('#')).Select(line => line.Split(',')))
        {
            if (line[0] == "date")
            {
                date = DateOnly.ParseExact(line[1], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            }
            else
            {
                rates[line[0]] = decimal.Parse(line[1], CultureInfo.InvariantCulture);
            }
        }

        return new RateTable(date, rates);
    }

    /// <summary>What one unit of a currency costs in another one, to 10 decimal places; null where the table lacks one of them.</summary>
    public decimal? Cross(string from, string to) =>
        PerEuro.TryGetValue(from, out decimal perEuro) && PerEuro.TryGetValue(to, out decimal wanted) ? Math.Round(wanted / perEuro, 10) : null;
}
