using System.Collections.Concurrent;

namespace Rpc.Tasks.Tests.Conformance;

internal sealed class GraphWork : IGraphWork
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Notes { get; } = new();

    public ConcurrentDictionary<Guid, int> Runs { get; } = new();

    public Task<int> AddAsync(int x, int y)
    {
        Runs.AddOrUpdate(TaskContext.Current!.Id, 1, static (_, before) => before + 1);
        return Task.FromResult(x + y);
    }

    public int Sum(int[] values) => values.Sum();

    public int SumList(List<int> values) => values.Sum();

    public Task<int> SumManyAsync(int first, IReadOnlyList<int> values, IEnumerable<int> others) => Task.FromResult(first + (10 * values.Sum()) + (1000 * others.Sum()));

    public Task<string?> JoinAsync(string separator, string?[] texts, string? end) => Task.FromResult(texts.Length == 0 ? null : string.Join(separator, texts.Select(static text => text ?? "null")) + end);

    public Task<Parcel> PackAsync(Parcel? inner, string label) => Task.FromResult(new Parcel(label, inner, 1 + (inner?.Weight ?? 0)));

    public Task<int> FailAsync(string message) => throw new WorkException(message, 42);

    public async Task<int> HoldAsync(string gate)
    {
        await Gate(gate).Task;
        return 1;
    }

    public Task NoteAsync(string tag)
    {
        Notes.Enqueue(tag);
        return Task.CompletedTask;
    }

    public async Task<int> FlakyAsync(string key, int failures, bool listed)
    {
        await Task.Yield();
        int count = _failures.AddOrUpdate(key, 1, static (_, before) => before + 1);
        return count > failures ? count : throw (listed ? new WorkException(key, count) : new InvalidOperationException($"Failure {count} of {key}."));
    }

    public async Task<string> StepAsync(IProgress<string> progress, string gate, int steps, CancellationToken cancellationToken = default)
    {
        for (int i = 1; i <= steps; i++)
        {
            progress.Report($"{i} of {steps}");
            await Gate($"{gate}{i}").Task.WaitAsync(cancellationToken);
        }

        return "done";
    }

    public Task CountAsync(int from, IProgress<int>? progress = null)
    {
        Notes.Enqueue(progress is null ? "nobody listens" : "somebody listens");
        for (int i = from; i > 0; i--)
        {
            progress?.Report(i);
        }

        return Task.CompletedTask;
    }

    public void Open(string gate) => Gate(gate).TrySetResult();

    private TaskCompletionSource Gate(string name) => _gates.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
