using System.Globalization;
using Microsoft.Extensions.Logging;
using Rpc.Naming;
using Rpc.NameServer.Leases;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>The names of several name servers: the store decides and remembers, memory follows and answers, also while the store is away.</summary>
internal sealed class SharedNameRegistry : NameRegistry
{
    /// <summary>How often the store is asked for changes although it told of none, and told that this name server lives.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan OwnLease = TimeSpan.FromSeconds(15);

    private readonly ISharedNameStore _store;
    private readonly TimeProvider _clock;
    private readonly SharedFollower _follower;
    private readonly SharedWriter _writer;
    private readonly ExpiryTeller _expiry;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private Task _runs = Task.CompletedTask;
    private volatile NameLease? _own;
    private string? _ownUri;
    private volatile bool _leads;

    public SharedNameRegistry(ISharedNameStore store, TimeProvider clock, ILogger log)
    {
        _store = store;
        _clock = clock;
        _follower = new SharedFollower(store, Table, log);
        _writer = new SharedWriter(store, _follower);
        _expiry = new ExpiryTeller(new MassExpiryGuard(clock), log);
    }

    public override string? StoreProblem => _follower.Problem;

    /// <summary>What this name server calls itself beside the others.</summary>
    public string Node { get; } = "ns-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public override async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _follower.LoadAsync(cancellationToken).ConfigureAwait(false);
        _leads = await _store.ServeAsync(Node, cancellationToken).ConfigureAwait(false);
        _runs = Task.WhenAll(Task.Run(ListenAsync, CancellationToken.None), Task.Run(FollowAsync, CancellationToken.None));
    }

    /// <summary>Beside the other name servers of the store, with a lease: who looks up one finds all of them.</summary>
    public override async Task AddOwnAsync(string uri)
    {
        _ownUri = uri;
        _own = await ChangeAsync(new RegisterEdit(new NameRegistration(NameRules.OwnName, uri, Node, LeaseSeconds: (int)OwnLease.TotalSeconds, Mode: RegisterMode.Add))).ConfigureAwait(false);
    }

    public override Task<T> ChangeAsync<T>(NameEdit<T> edit) => _writer.AddAsync(edit);

    public override Task<IReadOnlyList<long>> RenewAsync(string server, IReadOnlyList<long> leases) => _store.HeartbeatAsync(server, leases).AsTask();

    public override async Task<int> EvictAsync()
    {
        if (!_leads)
        {
            return 0;
        }

        (IReadOnlyList<OverdueServer> due, int leased) = await _store.FindDueAsync().ConfigureAwait(false);
        return await ExpireAsync(_expiry.Allow(due, leased, _clock.GetTimestamp()), _expiry).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _runs.ConfigureAwait(false);
        try
        {
            if (_own is { } own)
            {
                await ChangeAsync(new ReleaseEdit(Node, [own.Id])).ConfigureAwait(false);
            }
        }
        catch (RpcException)
        {
            // The store is away: the lease ends by itself.
        }

        await _writer.DrainAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
        _wake.Dispose();
    }

    /// <summary>Hears of changes for as long as the store can be heard, and tries again each second where it cannot.</summary>
    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _store.ListenAsync(Wake, _stop.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is RpcException or OperationCanceledException)
            {
                // The other loop tells, and asks each second meanwhile.
            }

            await PauseAsync().ConfigureAwait(false);
        }
    }

    private async Task FollowAsync()
    {
        for (long served = 0; !_stop.IsCancellationRequested;)
        {
            using var period = new CancellationTokenSource(Period, _clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(period.Token, _stop.Token);
            try
            {
                await _wake.WaitAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
            }

            if (!_stop.IsCancellationRequested)
            {
                await _follower.CatchUpAsync().ConfigureAwait(false);
                if (_clock.GetElapsedTime(served) >= Period)
                {
                    await ServeAsync().ConfigureAwait(false);
                    served = _clock.GetTimestamp();
                }
            }
        }
    }

    /// <summary>Tells the store that this name server lives, and learns whether it leads.</summary>
    internal async Task ServeAsync()
    {
        try
        {
            _leads = await _store.ServeAsync(Node).ConfigureAwait(false);
            if (_own is { } own && (await _store.HeartbeatAsync(Node, [own.Id]).ConfigureAwait(false)).Count > 0)
            {
                await AddOwnAsync(_ownUri!).ConfigureAwait(false);
            }
        }
        catch (RpcException)
        {
            // Catching up fails too, and tells it. Who cannot reach the store must not remove anything.
            _leads = false;
        }
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(Period, _clock, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
