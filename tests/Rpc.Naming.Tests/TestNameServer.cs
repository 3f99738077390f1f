using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Naming;
using Rpc.NameServer;
using Rpc.NameServer.Registry;
using Rpc.NameServer.Stores;

namespace Rpc.Naming.Tests;

/// <summary>A name server in this process that can be killed, restarted empty, slowed down and counted.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The token source has no timer to dispose of.")]
internal sealed class TestNameServer(TimeProvider clock) : INameServer
{
    private NameServerService? _service = Fresh(clock);
    private CancellationTokenSource _life = new();

    public int Lookups { get; private set; }

    public int Heartbeats { get; private set; }

    public int Registrations { get; private set; }

    public int Releases { get; private set; }

    public int Watches { get; private set; }

    /// <summary>Lookups wait for this one.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>True: takes calls and never answers.</summary>
    public bool Hangs { get; set; }

    /// <summary>The name server's own view, even while it is down for others.</summary>
    public INameServer Inside => _service!;

    private INameServer Up => _service ?? throw new RpcException(RpcStatus.Unavailable, "Connection refused.", reason: RpcErrorReason.ConnectionLost);

    public void Kill()
    {
        _service = null;
        _life.Cancel();
    }

    /// <summary>Ends every watch, as a broken connection does; the name server itself stays up.</summary>
    public async Task BreakWatchesAsync()
    {
        CancellationTokenSource before = _life;
        _life = new CancellationTokenSource();
        await before.CancelAsync();
    }

    public void StartEmpty()
    {
        _life = new CancellationTokenSource();
        _service = Fresh(clock);
    }

    public Task<NameLease> RegisterAsync(NameRegistration registration, CancellationToken cancellationToken = default)
    {
        Registrations++;
        return Answer(up => up.RegisterAsync(registration, cancellationToken), cancellationToken);
    }

    public Task<int> ReleaseAsync(NameHeartbeat leases, CancellationToken cancellationToken = default)
    {
        Releases++;
        return Answer(up => up.ReleaseAsync(leases, cancellationToken), cancellationToken);
    }

    public Task<int> UnregisterAsync(string name, CancellationToken cancellationToken = default) => Answer(up => up.UnregisterAsync(name, cancellationToken), cancellationToken);

    public Task<int> UnregisterAllAsync(NameFilter filter, CancellationToken cancellationToken = default) => Answer(up => up.UnregisterAllAsync(filter, cancellationToken), cancellationToken);

    public async Task<NameEntry> LookupAsync(string name, CancellationToken cancellationToken = default)
    {
        Lookups++;
        await Gate;
        return await Answer(up => up.LookupAsync(name, cancellationToken), cancellationToken);
    }

    public Task<NamePage> ListAsync(NameFilter? filter = null, string? after = null, int limit = 1000, CancellationToken cancellationToken = default) =>
        Answer(up => up.ListAsync(filter, after, limit, cancellationToken), cancellationToken);

    public Task<HeartbeatReply> HeartbeatAsync(NameHeartbeat heartbeat, CancellationToken cancellationToken = default)
    {
        Heartbeats++;
        return Answer(up => up.HeartbeatAsync(heartbeat, cancellationToken), cancellationToken);
    }

    public Task SetMetadataAsync(string name, IReadOnlyList<string>? tags, string? uri = null, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default) =>
        Up.SetMetadataAsync(name, tags, uri, metadata, cancellationToken);

    public Task<int> CountAsync(NameFilter? filter = null, CancellationToken cancellationToken = default) => Answer(up => up.CountAsync(filter, cancellationToken), cancellationToken);

    /// <summary>Breaks when the name server is killed.</summary>
    public async IAsyncEnumerable<NameEvent> WatchAsync(NameFilter? filter = null, NameRevision? since = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Watches++;
        CancellationToken life = _life.Token;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(life, cancellationToken);
        await using IAsyncEnumerator<NameEvent> events = (await Answer(up => Task.FromResult(up.WatchAsync(filter, since, both.Token)), cancellationToken)).GetAsyncEnumerator(both.Token);
        while (true)
        {
            try
            {
                await events.MoveNextAsync();
            }
            catch (OperationCanceledException) when (life.IsCancellationRequested)
            {
                throw new RpcException(RpcStatus.Unavailable, "The connection broke.", reason: RpcErrorReason.ConnectionLost);
            }

            yield return events.Current;
        }
    }

    public Task PingAsync(CancellationToken cancellationToken = default) => Up.PingAsync(cancellationToken);

    private static NameServerService Fresh(TimeProvider clock) => new(NameRegistry.Over(new MemoryNameStore(), clock, NullLogger.Instance));

    private async Task<T> Answer<T>(Func<INameServer, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (Hangs)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return await ask(Up);
    }
}
