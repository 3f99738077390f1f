using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Diagnostics;

namespace Rpc.Tasks.Hub;

/// <summary>Gives tasks to workers that are far away. Thread-safe.</summary>
/// <remarks>
/// Invariant, under a worker's gate: its claims run one after another, in the order of their numbers, and one that comes after a later one does nothing. So when a claim tells what the worker holds, no claim
/// before it is under way or can begin any more, and what else runs in the worker never reached it.
/// </remarks>
internal sealed class HubClaims(ITaskBackend backend, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan s_forgotten = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Guid, Gate> _gates = new();

    public async Task<ClaimAnswer> ClaimAsync(HubClaim claim, CancellationToken cancellationToken)
    {
        Gate gate = _gates.GetOrAdd(claim.Request.Worker, static _ => new Gate());
        gate.UsedAt = clock.GetTimestamp();
        await gate.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (claim.Number <= gate.Last)
            {
                return new ClaimAnswer(Known: true, [], LonersWait: false);
            }

            gate.Last = claim.Number;
            ClaimAnswer answer = await ClaimInTurnAsync(claim, cancellationToken).ConfigureAwait(false);
            if (!answer.Known)
            {
                Forget(claim.Request.Worker);
            }

            return answer;
        }
        finally
        {
            gate.Turn.Release();
        }
    }

    /// <summary>A worker is gone.</summary>
    public void Forget(Guid worker) => _gates.TryRemove(worker, out _);

    /// <summary>Forgets workers that have not claimed for so long that nothing of theirs can be under way.</summary>
    public void Tidy()
    {
        foreach ((Guid worker, Gate gate) in _gates)
        {
            if (clock.GetElapsedTime(gate.UsedAt) > s_forgotten)
            {
                Forget(worker);
            }
        }
    }

    private async ValueTask<ClaimAnswer> ClaimInTurnAsync(HubClaim claim, CancellationToken cancellationToken)
    {
        if (claim.Held is { } held)
        {
            TaskLog.HubClaimLost(log, claim.Request.Worker, held.Count);
            if (!(await backend.HeartbeatAsync(new WorkerBeat(claim.Request.Worker, claim.Lease, []) { Held = held }, cancellationToken).ConfigureAwait(false)).Known)
            {
                return new ClaimAnswer(Known: false, [], LonersWait: false);
            }
        }

        ClaimAnswer answer = await backend.ClaimAsync(claim.Request, cancellationToken).ConfigureAwait(false);

        // Where nobody waits for the answer any more, nothing of it is of use; and one message carries only so much.
        int fitting = cancellationToken.IsCancellationRequested ? 0 : HubSizes.Fitting(answer.Tasks, HubSizes.Of);
        if (fitting == answer.Tasks.Count)
        {
            return answer;
        }

        await backend.SettleAsync([.. answer.Tasks.Skip(fitting).Select(static task => new TaskSettlement(task.Id, task.Token, TaskSettlementKind.Released))], cancellationToken: CancellationToken.None).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return answer with { Tasks = [.. answer.Tasks.Take(fitting)] };
    }

    private sealed class Gate
    {
        private long _usedAt;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        /// <summary>The number of the last claim that was let through.</summary>
        public long Last { get; set; }

        public long UsedAt
        {
            get => Volatile.Read(ref _usedAt);
            set => Volatile.Write(ref _usedAt, value);
        }
    }
}
