namespace Rpc.Tasks.Ledger;

/// <summary>Puts requests together that come while others are under way, so that many share one transaction. Thread-safe.</summary>
/// <param name="flush">Deals with a batch and gives one answer for each request, in order. What it throws, all of them get.</param>
/// <param name="mostInBatch">Requests that go together at most.</param>
/// <param name="mostAtOnce">Batches that are under way at a time.</param>
/// <remarks>Invariant, under <c>_lock</c>: a request is in <c>_waiting</c> only while <c>_running</c> is <c>mostAtOnce</c>, or a runner is about to take it.</remarks>
internal sealed class Batcher<TRequest, TAnswer>(Func<IReadOnlyList<TRequest>, ValueTask<IReadOnlyList<TAnswer>>> flush, int mostInBatch, int mostAtOnce)
{
    private readonly Lock _lock = new();
    private readonly Queue<Entry> _waiting = new();
    private int _running;

    /// <summary>Deals with a request, together with others.</summary>
    public Task<TAnswer> AddAsync(TRequest request)
    {
        var entry = new Entry(request);
        lock (_lock)
        {
            _waiting.Enqueue(entry);
            if (_running == mostAtOnce)
            {
                return entry.Answer.Task;
            }

            _running++;
        }

        // On nobody's flow: the batch is not only this caller's.
        ThreadPool.UnsafeQueueUserWorkItem(static batcher => _ = batcher.RunAsync(), this, preferLocal: true);
        return entry.Answer.Task;
    }

    private async Task RunAsync()
    {
        while (Take() is { } batch)
        {
            try
            {
                IReadOnlyList<TAnswer> answers = await flush([.. batch.Select(static entry => entry.Request)]).ConfigureAwait(false);
                for (int i = 0; i < batch.Count; i++)
                {
                    batch[i].Answer.TrySetResult(answers[i]);
                }
            }
            catch (Exception exception)
            {
                foreach (Entry entry in batch)
                {
                    entry.Answer.TrySetException(exception);
                }
            }
        }
    }

    private List<Entry>? Take()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _running--;
                return null;
            }

            var batch = new List<Entry>(Math.Min(_waiting.Count, mostInBatch));
            while (batch.Count < mostInBatch && _waiting.TryDequeue(out Entry? entry))
            {
                batch.Add(entry);
            }

            return batch;
        }
    }

    private sealed class Entry(TRequest request)
    {
        public TRequest Request => request;

        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
