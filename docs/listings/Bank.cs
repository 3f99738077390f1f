using System.Collections.Concurrent;

namespace Listings;

/// <summary>Stands for a service that charges once for each key, as those of banks do.</summary>
public sealed class Bank
{
    private readonly ConcurrentDictionary<string, decimal> _charged = new(StringComparer.Ordinal);

    public int Charges => _charged.Count;

    public Task<string> ChargeAsync(string key, decimal amount, CancellationToken cancellationToken = default)
    {
        _charged.TryAdd(key, amount);
        return Task.FromResult($"charged {amount:F2}");
    }
}
