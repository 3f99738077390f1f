namespace Currency.Contract;

/// <summary>A feed did not give the rate. The message names the feed, and says why; it reaches the caller as this very type, because the contract lists it.</summary>
public sealed class FeedException(string message) : Exception(message);
