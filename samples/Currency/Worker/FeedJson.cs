using System.Text.Json;

namespace Currency.Worker;

/// <summary>Reads what feeds answer. Null where it is not there, in whatever way.</summary>
internal static class FeedJson
{
    private const int LongestDetail = 200;

    /// <summary>The rate in <c>{"base":"EUR","rates":{"USD":1.0825}}</c>.</summary>
    public static decimal? Rate(byte[] json, CurrencyPair pair) => Read(json, root =>
        root.GetProperty("base").GetString() == pair.From && root.GetProperty("rates").GetProperty(pair.To).GetDecimal() is > 0 and var rate ? rate : (decimal?)null);

    /// <summary>The sentence in a problem (RFC 9457), shortened, and without characters that would move a terminal's cursor.</summary>
    public static string? Detail(byte[] json) => Read(json, root =>
        root.GetProperty("detail").GetString() is { } text ? string.Concat(text.Take(LongestDetail).Select(c => char.IsControl(c) ? ' ' : c)) : null);

    private static T? Read<T>(byte[] json, Func<JsonElement, T?> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return default; // no JSON, no such member, or one of another kind
        }
    }
}
