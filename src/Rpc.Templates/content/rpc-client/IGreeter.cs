using Rpc;

namespace Contracts;

/// <summary>What servers do and clients call. The build writes proxies, dispatchers and codecs for it.</summary>
[Remote]
public interface IGreeter
{
    /// <summary>Greets somebody.</summary>
    Task<string> WelcomeMessageAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Counts, an item at a time.</summary>
    IAsyncEnumerable<int> CountAsync(int to, CancellationToken cancellationToken = default);
}
