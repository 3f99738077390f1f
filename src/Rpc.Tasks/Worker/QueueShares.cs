using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Worker;

/// <summary>Divides places among queues by their weights, over time (smooth weighted round robin). Used by one loop.</summary>
/// <remarks>Invariant: <c>_credit</c> of a queue is what it was promised less what it got; the sum stays near 0, so that a queue which had nothing does not save up for later.</remarks>
internal sealed class QueueShares(IReadOnlyDictionary<string, int> weights)
{
    private readonly string[] _queues = [.. weights.Keys];
    private readonly double _total = weights.Values.Sum();
    private readonly Dictionary<string, double> _credit = weights.Keys.ToDictionary(static queue => queue, static _ => 0.0, StringComparer.Ordinal);

    /// <summary>The shares of so many places, the queue with the most credit first.</summary>
    public IReadOnlyList<QueueShare> Of(int places)
    {
        if (_queues.Length == 1)
        {
            return [new QueueShare(_queues[0], places)];
        }

        Dictionary<string, double> credit = new(_credit, StringComparer.Ordinal);
        Dictionary<string, int> shares = _queues.ToDictionary(static queue => queue, static _ => 0, StringComparer.Ordinal);
        for (int place = 0; place < places; place++)
        {
            foreach (string queue in _queues)
            {
                credit[queue] += weights[queue] / _total;
            }

            string next = _queues.MaxBy(queue => credit[queue])!;
            credit[next]--;
            shares[next]++;
        }

        return [.. _queues.OrderByDescending(queue => shares[queue]).ThenByDescending(queue => _credit[queue]).Select(queue => new QueueShare(queue, shares[queue]))];
    }

    /// <summary>Remembers what each queue got.</summary>
    public void Got(IReadOnlyList<ClaimedTask> tasks)
    {
        if (_queues.Length == 1)
        {
            return;
        }

        foreach (ClaimedTask task in tasks)
        {
            foreach (string queue in _queues)
            {
                _credit[queue] += weights[queue] / _total;
            }

            _credit[task.Spec.Queue]--;
        }

        // A queue that was empty for long does not get everything afterwards.
        foreach (string queue in _queues)
        {
            _credit[queue] = Math.Clamp(_credit[queue], -_total, _total);
        }
    }
}
