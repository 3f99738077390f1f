using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Hub;

/// <summary>The workers of this program, and the tasks that each knows to have: told to the hub where the answer to a claim was lost. Thread-safe.</summary>
/// <remarks>Invariants, under <c>_lock</c>: a worker has at most one claim under way; a task is in <c>Held</c> from the answer that brought it until the hub has heard of its end; <c>Lost</c> is set by a claim whose answer did not come, and taken back by the next one that is answered.</remarks>
internal sealed class HubWorkers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Entry> _workers = [];
    private long _number;

    public void Add(Guid worker, TimeSpan lease)
    {
        lock (_lock)
        {
            _workers[worker] = new Entry(lease);
        }
    }

    public void Remove(Guid worker)
    {
        lock (_lock)
        {
            _workers.Remove(worker);
        }
    }

    /// <summary>A claim begins.</summary>
    /// <exception cref="RpcException">The one before is not answered yet: what it brings would be too much together with this one.</exception>
    public HubClaim Begin(ClaimRequest request)
    {
        lock (_lock)
        {
            Entry entry = _workers.TryGetValue(request.Worker, out Entry? known) ? known : _workers[request.Worker] = new Entry(TimeSpan.FromSeconds(30));
            if (entry.Claims)
            {
                throw new RpcException(RpcStatus.Unavailable, "The hub has not answered the claim before this one yet.", RpcOutcome.NotExecuted);
            }

            entry.Claims = true;
            return new HubClaim(request, ++_number, entry.Lease, entry.Lost ? [.. entry.Held] : null);
        }
    }

    /// <summary>Its answer has come.</summary>
    public void End(HubClaim claim, ClaimAnswer answer)
    {
        lock (_lock)
        {
            if (!answer.Known)
            {
                _workers.Remove(claim.Request.Worker);
            }
            else if (_workers.TryGetValue(claim.Request.Worker, out Entry? entry))
            {
                (entry.Claims, entry.Lost) = (false, false);
                foreach (ClaimedTask task in answer.Tasks)
                {
                    entry.Held.Add(new HeldTask(task.Id, task.Token));
                }
            }
        }
    }

    /// <summary>No answer came.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="mayHaveRun">Whether the hub may have given tasks all the same.</param>
    public void Fail(HubClaim claim, bool mayHaveRun)
    {
        lock (_lock)
        {
            if (_workers.TryGetValue(claim.Request.Worker, out Entry? entry))
            {
                entry.Claims = false;
                entry.Lost |= mayHaveRun;
            }
        }
    }

    /// <summary>The hub has heard how these have ended.</summary>
    public void Settled(IEnumerable<TaskSettlement> settlements)
    {
        lock (_lock)
        {
            foreach (TaskSettlement settlement in settlements)
            {
                var held = new HeldTask(settlement.Id, settlement.Token);
                foreach (Entry entry in _workers.Values)
                {
                    if (entry.Held.Remove(held))
                    {
                        break;
                    }
                }
            }
        }
    }

    private sealed class Entry(TimeSpan lease)
    {
        public TimeSpan Lease => lease;

        public HashSet<HeldTask> Held { get; } = [];

        public bool Claims { get; set; }

        public bool Lost { get; set; }
    }
}
