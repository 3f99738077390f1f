using System.Runtime.CompilerServices;

namespace Rpc.Soak.Tests.Node;

/// <summary>Does the work and writes down what it did, before and after.</summary>
public sealed class Work(Journal journal) : IWork
{
    public long Once(long id) => Do(id, Method.Once);

    public ValueTask<long> OnceAsync(long id, CancellationToken cancellationToken = default) => new(Do(id, Method.OnceAsync));

    public async Task<long> RepeatableAsync(long id)
    {
        Begin(id, Method.Repeatable);
        await Task.Yield();
        return End(id, Method.Repeatable);
    }

    public void Note(long id) => Do(id, Method.Note);

    public Task<long> FailingAsync(long id) => throw new InvalidOperationException($"{Do(id, Method.Failing):x16}");

    public async Task<long> SlowAsync(long id, int milliseconds, CancellationToken cancellationToken = default)
    {
        Begin(id, Method.Slow);
        await Task.Delay(milliseconds, cancellationToken);
        return End(id, Method.Slow);
    }

    public Task<byte[]> LargeAsync(long id, byte[] body)
    {
        Begin(id, Method.Large);
        if (!Mix.Body(id, body.Length).AsSpan().SequenceEqual(body))
        {
            journal.Add(EntryKind.Wrong, Method.Large, id);
        }

        End(id, Method.Large);
        return Task.FromResult(body);
    }

    public async IAsyncEnumerable<long> CountAsync(long id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Begin(id, Method.Count);
        int items = Mix.Items(id);
        for (int i = 0; i < items; i++)
        {
            if (i % 8 == 7)
            {
                await Task.Delay(1, cancellationToken);
            }

            yield return Mix.Of(id + i, Method.Count);
        }

        End(id, Method.Count);
    }

    public async Task<long> AskBackAsync(long id, IAsker asker)
    {
        Begin(id, Method.AskBack);
        if (asker.Answer(id) != Mix.Of(id, Method.AskBack))
        {
            journal.Add(EntryKind.Wrong, Method.AskBack, id);
        }

        await Task.Yield();
        return End(id, Method.AskBack);
    }

    private long Do(long id, Method method)
    {
        Begin(id, method);
        return End(id, method);
    }

    private void Begin(long id, Method method) => journal.Add(EntryKind.Began, method, id);

    private long End(long id, Method method)
    {
        long value = Mix.Of(id, method);
        journal.Add(EntryKind.Done, method, id, value);
        return value;
    }
}
