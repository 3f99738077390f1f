using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Naming;

namespace Rpc;

/// <summary>
/// Looks for a name server on the network, as the last resort: when no address is given, <c>RPC_NS</c> is not set, and nothing answers at localhost:9190. Thread-safe; may be shared by clients and name clients.
/// </summary>
/// <remarks>Anybody on the network can answer. So a name server that was found like this gets a token only over TLS, and only where <see cref="RpcClientTls.AuthorityPath"/> says whom to believe.
/// Name servers answer where they are told to: <c>rpc ns --discoverable</c>.</remarks>
public sealed class NameDiscovery
{
    /// <summary>From here on every address counts as found: forgetting one would give a token to it.</summary>
    private const int MostRemembered = 1_000;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    // Under _gate: _search is the one that runs, or null; before _notBefore the last result is given instead of another search.
    private readonly Lock _gate = new();
    private readonly HashSet<RemoteUri> _everFound = [];
    private Task<IReadOnlyList<RemoteUri>>? _search;
    private IReadOnlyList<RemoteUri> _last = [];
    private TimeSpan _pause = ShortestPause;
    private long _notBefore = long.MinValue;

    /// <summary>The UDP port at which name servers are asked. Default 9190; 1 to 65535.</summary>
    public int Port
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 65_535);
            field = value;
        }
    } = DiscoveryMessage.Port;

    /// <summary>How long a search without an answer takes; it asks three times in that time. After the first answer others are waited for a tenth of it. Default 1 s; more than 0, at most 1 minute.</summary>
    public TimeSpan Timeout
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromMinutes(1));
            field = value;
        }
    } = TimeSpan.FromSeconds(1);

    /// <summary>How many networks a multicast question may pass, where routers pass it on. Default 1: only the own one; 1 to 255.</summary>
    public int Hops
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 255);
            field = value;
        }
    } = 1;

    /// <summary>The clock of searches and of the pauses between them. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Asks the network. Calls at the same time are one search; after one that found nothing the next begins 1 s later at the earliest, after more of them up to 10 s.</summary>
    /// <returns>The name servers that answered, the first one first; empty where none did.</returns>
    public Task<IReadOnlyList<RemoteUri>> FindAsync(CancellationToken cancellationToken = default) => FindAsync(NullLogger.Instance, cancellationToken);

    /// <summary>Whether the address of a name server was found by a search of this one, so that nobody vouches for it.</summary>
    public bool IsFound(RemoteUri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        lock (_gate)
        {
            return _everFound.Count > MostRemembered || _everFound.Contains(address.WithoutObject());
        }
    }

    internal Task<IReadOnlyList<RemoteUri>> FindAsync(ILogger log, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_search is null && TimeProvider.GetTimestamp() < _notBefore)
            {
                return Task.FromResult(_last);
            }

            // Under no caller's token: it serves all who wait.
            return (_search ??= Task.Run(() => SearchAsync(log), CancellationToken.None)).WaitAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<RemoteUri>> SearchAsync(ILogger log)
    {
        IReadOnlyList<RemoteUri> found = [];
        try
        {
            found = await new DiscoverySearch(this, log).RunAsync().ConfigureAwait(false);
            return found;
        }
        finally
        {
            lock (_gate)
            {
                _pause = found.Count > 0 || _last.Count > 0 ? ShortestPause : _pause;
                _notBefore = TimeProvider.GetTimestamp() + (long)(_pause.TotalSeconds * TimeProvider.TimestampFrequency);
                _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
                _last = found;
                _search = null;
                _everFound.UnionWith(_everFound.Count > MostRemembered ? [] : found.Select(static uri => uri.WithoutObject()));
            }
        }
    }
}
