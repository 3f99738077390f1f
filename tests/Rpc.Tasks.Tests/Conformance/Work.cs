using System.Collections.Concurrent;

namespace Rpc.Tasks.Tests.Conformance;

/// <summary>Does the work, and remembers what it did.</summary>
internal sealed class Work : IWork
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Notes { get; } = new();

    public ConcurrentQueue<(Guid Id, int Attempt)> Runs { get; } = new();

    public int Waiting => _waiting;

    private int _waiting;

    /// <summary>How often <see cref="FlakyAsync"/> was called with a key.</summary>
    public int CallsOf(string key) => _failures.GetValueOrDefault(key);

    public Task<int> AddAsync(int x, int y, CancellationToken cancellationToken = default)
    {
        Runs.Enqueue((TaskContext.Current!.Id, TaskContext.Current.Attempt));
        return Task.FromResult(x + y);
    }

    public Task<string> EchoAsync(string text) => Task.FromResult(text);

    public Task<byte[]> EchoBytesAsync(byte[] bytes) => Task.FromResult(bytes);

    public int Divide(int dividend, int divisor) => dividend / divisor;

    public Task FailAsync(string message) => throw new WorkException(message, 42);

    public async Task<int> FlakyAsync(string key, int failures)
    {
        await Task.Yield();
        int count = _failures.AddOrUpdate(key, 1, static (_, before) => before + 1);
        return count > failures ? count : throw new InvalidOperationException($"Failure {count} of {key}.");
    }

    public async Task<int> WaitAsync(string gate, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await Gate(gate).WaitAsync(cancellationToken);
            return TaskContext.Current!.Attempt;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public async Task<int> StubbornAsync(string gate)
    {
        Interlocked.Increment(ref _waiting);
        await Gate(gate);
        Interlocked.Decrement(ref _waiting);
        return TaskContext.Current!.Attempt;
    }

    public Task NoteAsync(string tag)
    {
        Notes.Enqueue(tag);
        return Task.CompletedTask;
    }

    public void Open(string gate) => Source(gate).TrySetResult();

    private Task Gate(string name) => Source(name).Task;

    private TaskCompletionSource Source(string name) => _gates.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
