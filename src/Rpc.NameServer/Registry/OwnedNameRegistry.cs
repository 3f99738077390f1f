using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Rpc.Naming;
using Rpc.NameServer.Leases;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>The names of one name server alone: memory decides and answers, the store remembers.</summary>
internal sealed class OwnedNameRegistry : NameRegistry, INameEditor
{
    private readonly IOwnedNameStore _store;
    private readonly TimeProvider _clock;
    private readonly NameJournal _journal;
    private readonly LeaseTable _leases = new();
    private readonly ExpiryTeller _expiry;
    private ImmutableHashSet<string> _own = [NameRules.OwnName];

    // Under the gate: what the change under way has to wait for.
    private Task _stored = Task.CompletedTask;

    public OwnedNameRegistry(IOwnedNameStore store, TimeProvider clock, ILogger log)
    {
        _store = store;
        _clock = clock;
        _journal = new NameJournal(store, Table.Gate, (name, before) => Exchange(name, before, Table.Change));
        _expiry = new ExpiryTeller(new MassExpiryGuard(clock), log);
    }

    public override string? StoreProblem => _journal.Problem;

    long INameEditor.Now => _clock.GetUtcNow().UtcTicks;

    /// <summary>Every lease begins anew: while nobody could send a heartbeat, none was missed.</summary>
    public override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var name = new List<RegisteredInstance>();
        await _store.LoadAsync(
            stored =>
            {
                if (name.Count > 0 && name[0].Name != stored.Name)
                {
                    Take(name);
                }

                name.Add(new RegisteredInstance(stored with { Server = Shared(stored.Server) }));
            },
            cancellationToken).ConfigureAwait(false);
        Take(name);
    }

    public override bool IsOwn(string name) => _own.Contains(name);

    public override Task AddOwnAsync(string uri)
    {
        AddOwn(NameRules.OwnName, uri);
        return Task.CompletedTask;
    }

    /// <summary>Lists an object of the name server's own process. Never stored, since its address is this run's.</summary>
    public void AddOwn(string name, string uri)
    {
        ImmutableInterlocked.Update(ref _own, static (own, one) => own.Add(one), name);
        var own = new StoredInstance(name, uri, [], 1, 0, Random.Shared.NextInt64(1, long.MaxValue), NameRules.OwnName, _clock.GetUtcNow(), new Dictionary<string, string>());
        lock (Table.Gate)
        {
            Exchange(name, [new RegisteredInstance(own)], Table.Set);
        }
    }

    public override async Task<T> ChangeAsync<T>(NameEdit<T> edit)
    {
        T result;
        Task stored;
        lock (Table.Gate)
        {
            _stored = Task.CompletedTask;
            result = edit.Make(this);
            stored = _stored;
        }

        await stored.ConfigureAwait(false);
        return result;
    }

    public override Task<IReadOnlyList<long>> RenewAsync(string server, IReadOnlyList<long> leases)
    {
        lock (Table.Gate)
        {
            return Task.FromResult<IReadOnlyList<long>>(_leases.Renew(server, leases, DueAfter));
        }
    }

    public override async Task<int> EvictAsync()
    {
        IReadOnlyList<OverdueServer> allowed;
        lock (Table.Gate)
        {
            (List<OverdueServer> due, int leased) = _leases.FindDue(_clock);
            allowed = _expiry.Allow(due, leased, _clock.GetTimestamp());
        }

        return await ExpireAsync(allowed, _expiry).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await _journal.DrainAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
    }

    RegisteredInstance[]? INameEditor.Find(string name) => Table.TryGet(name, out RegisteredInstance[]? instances) ? instances : null;

    RegisteredInstance? INameEditor.Find(string server, long leaseId) => _leases.Find(server, leaseId);

    IReadOnlyList<RegisteredInstance> INameEditor.Overdue(string server) => _leases.Overdue(server, _clock.GetTimestamp());

    string INameEditor.Shared(string server) => _leases.Shared(server);

    void INameEditor.Set(string name, RegisteredInstance[] after) => _stored = _journal.Add(name, Exchange(name, after, Table.Change), after);

    private string Shared(string server)
    {
        lock (Table.Gate)
        {
            return _leases.Shared(server);
        }
    }

    /// <summary>Lists a name that the store gave.</summary>
    private void Take(List<RegisteredInstance> name)
    {
        lock (Table.Gate)
        {
            if (name.Count > 0)
            {
                Exchange(name[0].Name, [.. name.OrderBy(static instance => instance.SinceTicks)], Table.Set);
                name.Clear();
            }
        }
    }

    /// <summary>Changes the table, and the leases with it.</summary>
    private RegisteredInstance[]? Exchange(string name, RegisteredInstance[]? after, Func<string, RegisteredInstance[]?, RegisteredInstance[]?> change)
    {
        RegisteredInstance[]? before = change(name, after);
        foreach (RegisteredInstance gone in before ?? [])
        {
            _leases.Remove(gone);
        }

        foreach (RegisteredInstance come in after ?? [])
        {
            come.DueAt = come.DueAt == 0 ? DueAfter(come.LeaseSeconds) : come.DueAt;
            _leases.Add(come);
        }

        return before;
    }

    private long DueAfter(int leaseSeconds) => leaseSeconds == 0 ? long.MaxValue : _clock.GetTimestamp() + (leaseSeconds * _clock.TimestampFrequency);
}
