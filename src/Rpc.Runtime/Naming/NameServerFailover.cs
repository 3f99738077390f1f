using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rpc.Diagnostics;

namespace Rpc.Naming;

/// <summary>Several name servers as one: asks the one that answered last, then the others, each for a bounded time. Thread-safe.</summary>
/// <param name="servers">Those that are known, in order; at least one.</param>
/// <param name="connect">Gives a proxy for an address.</param>
/// <param name="timeout">How long each may take.</param>
/// <param name="clock">The clock of <paramref name="timeout"/>.</param>
/// <param name="log">Where it is told that another one is asked.</param>
/// <param name="discovery">Looks for others while none of those that are known answers; null where only they count.</param>
internal sealed class NameServerFailover(IReadOnlyList<RemoteUri> servers, Func<RemoteUri, INameServer> connect, TimeSpan timeout, TimeProvider clock, ILogger log, NameDiscovery? discovery = null) : INameServer
{
    private volatile KnownServers _known = new(servers, connect);
    private int _watchesFail;

    public IReadOnlyList<RemoteUri> Servers => _known.Servers;

    /// <summary>The server that answered last, or the first one.</summary>
    public RemoteUri Current => _known.Servers[_known.Current];

    /// <summary>Whether another server than <see cref="Current"/> may answer.</summary>
    public bool MayMove => discovery is not null || servers.Count > 1;

    public Task<NameLease> RegisterAsync(NameRegistration registration, CancellationToken cancellationToken = default) =>
        AskAsync((server, token) => server.RegisterAsync(registration, token), cancellationToken);

    public Task<int> ReleaseAsync(NameHeartbeat leases, CancellationToken cancellationToken = default) =>
        AskAsync((server, token) => server.ReleaseAsync(leases, token), cancellationToken);

    public Task<int> UnregisterAsync(string name, CancellationToken cancellationToken = default) =>
        AskAsync((server, token) => server.UnregisterAsync(name, token), cancellationToken, repeatable: false);

    public Task<int> UnregisterAllAsync(NameFilter filter, CancellationToken cancellationToken = default) =>
        AskAsync((server, token) => server.UnregisterAllAsync(filter, token), cancellationToken, repeatable: false);

    public async Task<NameEntry> LookupAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return await AskAsync((server, token) => server.LookupAsync(name, token), cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error) when (error is { Status: RpcStatus.NotFound, Reason: RpcErrorReason.NoSuchName })
        {
            throw NamingErrors.NoSuchName(name, [Current], error);
        }
    }

    public Task<NamePage> ListAsync(NameFilter? filter = null, string? after = null, int limit = 1000, CancellationToken cancellationToken = default) =>
        AskAsync((server, token) => server.ListAsync(filter, after, limit, token), cancellationToken);

    public Task<HeartbeatReply> HeartbeatAsync(NameHeartbeat heartbeat, CancellationToken cancellationToken = default) =>
        AskAsync((server, token) => server.HeartbeatAsync(heartbeat, token), cancellationToken);

    public Task SetMetadataAsync(string name, IReadOnlyList<string>? tags, string? uri = null, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default) =>
        AskAsync((server, token) => Void(server.SetMetadataAsync(name, tags, uri, metadata, token)), cancellationToken);

    public Task<int> CountAsync(NameFilter? filter = null, CancellationToken cancellationToken = default) =>
        AskAsync((server, token) => server.CountAsync(filter, token), cancellationToken);

    /// <summary>Watches at the first name server that tells anything in time. When that one fails later, the watch fails: the caller goes on from its last revision.</summary>
    public async IAsyncEnumerable<NameEvent> WatchAsync(NameFilter? filter = null, NameRevision? since = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        WatchAttempt watch = await AskAsync((server, attempt) => WatchAttempt.BeginAsync(life => server.WatchAsync(filter, since, life), attempt, cancellationToken), cancellationToken).ConfigureAwait(false);
        await using (watch.ConfigureAwait(false))
        {
            do
            {
                yield return watch.Current;
            }
            while (await watch.NextAsync().ConfigureAwait(false));
        }
    }

    /// <summary>A watch has failed. Logged once for all of them, until one works again.</summary>
    public void WatchFailed(string reason)
    {
        if (Interlocked.Exchange(ref _watchesFail, 1) == 0)
        {
            NamingLog.WatchFailed(log, NamingErrors.Addresses(Servers), reason);
        }
    }

    /// <summary>A watch tells something.</summary>
    public void WatchWorks()
    {
        if (Volatile.Read(ref _watchesFail) != 0 && Interlocked.Exchange(ref _watchesFail, 0) != 0)
        {
            NamingLog.WatchBack(log, Current.WithoutObject().ToString());
        }
    }

    public Task PingAsync(CancellationToken cancellationToken = default) =>
        AskAsync((server, token) => Void(server.PingAsync(token)), cancellationToken);

    private static async Task<bool> Void(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private async Task<T> AskAsync<T>(Func<INameServer, CancellationToken, Task<T>> ask, CancellationToken cancellationToken, bool repeatable = true)
    {
        try
        {
            return await AskKnownAsync(ask, repeatable, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error) when (discovery is not null && error.Reason == RpcErrorReason.NameServerUnreachable)
        {
            IReadOnlyList<RemoteUri> found = await discovery.FindAsync(log, cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
            {
                throw NamingErrors.Unreachable(Servers, error.InnerException, searched: true);
            }

            // What was given stays behind what was found: it may come up, and answers from then on when the other falls silent.
            _known = _known.Then(found, servers, connect);
        }

        return await AskKnownAsync(ask, repeatable, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> AskKnownAsync<T>(Func<INameServer, CancellationToken, Task<T>> ask, bool repeatable, CancellationToken cancellationToken)
    {
        KnownServers known = _known;
        int first = known.Current;
        Exception? last = null;
        for (int i = 0; i < known.Servers.Count; i++)
        {
            int index = (first + i) % known.Servers.Count;
            using var limit = new CancellationTokenSource(timeout, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                T answer = await ask(known.Proxy(index), both.Token).WaitAsync(both.Token).ConfigureAwait(false);
                if (known.Answered(index))
                {
                    NamingLog.FailedOver(log, known.Servers[first].ToString(), known.Servers[index].ToString(), last?.Message ?? "");
                }

                return answer;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            catch (OperationCanceledException error)
            {
                last = error;
                FailureMetrics.NameServerUnanswered();
            }
            catch (RpcException error) when (IsSilence(error) && (repeatable || error.Outcome == RpcOutcome.NotExecuted))
            {
                last = error;
                FailureMetrics.NameServerUnanswered();
            }
        }

        throw NamingErrors.Unreachable(known.Servers, last, searched: discovery is not null);
    }

    /// <summary>Nobody answered, or somebody who is no name server, or not yet.</summary>
    private static bool IsSilence(RpcException error) =>
        error.Status is RpcStatus.Unavailable or RpcStatus.DeadlineExceeded or RpcStatus.Cancelled || error.Reason == RpcErrorReason.NoSuchObject;
}
