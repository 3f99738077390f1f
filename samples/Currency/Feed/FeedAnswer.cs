namespace Currency.Feed;

/// <summary>What the feed answers, as JSON: <c>{"base":"EUR","date":"2000-01-01","rates":{"USD":1.0825}}</c>.</summary>
/// <param name="Base">The currency whose price it is.</param>
/// <param name="Date">The day.</param>
/// <param name="Rates">The prices, by currency.</param>
internal sealed record FeedAnswer(string Base, DateOnly Date, IReadOnlyDictionary<string, decimal> Rates);
