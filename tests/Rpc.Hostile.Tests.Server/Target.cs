using System.Runtime.CompilerServices;

namespace Rpc.Hostile.Tests.Server;

/// <summary>The object that is attacked. Nothing that it does takes long or much, whatever the arguments.</summary>
public sealed class Target : ITarget
{
    private int _running;
    private int _mostRunning;

    public int Running => Volatile.Read(ref _running);

    /// <summary>The most <see cref="StubbornAsync"/> that ran at one time.</summary>
    public int MostRunning => Volatile.Read(ref _mostRunning);

    public int Add(int x, int y) => unchecked(x + y);

    public string Echo(string text) => text;

    public byte[] Bytes(byte[] data) => data;

    public Task<List<Item>> ReverseAsync(List<Item> items)
    {
        items.Reverse();
        return Task.FromResult(items);
    }

    public async ValueTask<Dictionary<long, string>> IndexAsync(Dictionary<long, string> map)
    {
        await Task.Yield();
        return map;
    }

    public Task WaitAsync(int milliseconds, CancellationToken cancellationToken = default) => Task.Delay(Math.Clamp(milliseconds, 0, 20), cancellationToken);

    public async Task StubbornAsync(int milliseconds)
    {
        int running = Interlocked.Increment(ref _running);
        InterlockedMax(running);
        await Task.Delay(Math.Clamp(milliseconds, 0, 3_000), CancellationToken.None);
        Interlocked.Decrement(ref _running);
    }

    public void Block(int milliseconds) => Thread.Sleep(Math.Clamp(milliseconds, 0, 5));

    public async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 0; i < Math.Min(to, 100_000); i++)
        {
            if (i % 100 == 99)
            {
                await Task.Yield();
            }

            cancellationToken.ThrowIfCancellationRequested();
            yield return i;
        }
    }

    public IAsyncEnumerable<int> CountLate(int to, CancellationToken cancellationToken = default)
    {
        Thread.Sleep(100);
        return Count(to, cancellationToken);
    }

    public void Note(string line)
    {
        if (line.Length == 13)
        {
            throw new InvalidOperationException("an unlucky line");
        }
    }

    public int Ask(IAnswerer who, int question) => who.Answer(question);

    public int AskPatiently(IAnswerer who, int question) => RemoteProxy.With(who, new ProxyOptions { Timeout = TimeSpan.FromMinutes(10) }).Answer(question);

    public Task<int> AskAsync(IAnswerer who, int question, CancellationToken cancellationToken = default) => who.AnswerAsync(question, cancellationToken);

    public Task<int> SumAsync(IAsyncEnumerable<int> values, CancellationToken cancellationToken = default) => CountedAsync(async () =>
    {
        int sum = 0;
        await foreach (int value in values.WithCancellation(cancellationToken))
        {
            // A negative one is where it stops reading, until it is cancelled.
            await Task.Delay(value < 0 ? Timeout.Infinite : 0, cancellationToken);
            sum += value;
        }

        return sum;
    });

    public Task LeaveAsync(IAsyncEnumerable<int> values)
    {
        _ = values.GetAsyncEnumerator(CancellationToken.None).MoveNextAsync().AsTask();
        return Task.CompletedTask;
    }

    public Task<long> LengthAsync(Stream body, CancellationToken cancellationToken = default) => CountedAsync(async () =>
    {
        byte[] buffer = new byte[4096];
        long length = 0;
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; length += read)
        {
            // Only counted.
        }

        return length;
    });

    public Task RefuseAsync(string status)
    {
        if (Enum.TryParse(status, out RpcStatus known) && known > RpcStatus.Unknown)
        {
            throw new RpcException(known, "as it was asked to", RpcOutcome.Completed);
        }

        throw new FileNotFoundException("as it was asked to");
    }

    public Task TellAsync(int count, IProgress<int> progress) => CountedAsync(async () =>
    {
        await Task.Yield();
        for (int i = 0; i < count; i++)
        {
            progress.Report(i);
        }

        return count;
    });

    private async Task<T> CountedAsync<T>(Func<Task<T>> work)
    {
        InterlockedMax(Interlocked.Increment(ref _running));
        try
        {
            return await work();
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private void InterlockedMax(int value)
    {
        for (int seen = Volatile.Read(ref _mostRunning); value > seen; seen = Volatile.Read(ref _mostRunning))
        {
            Interlocked.CompareExchange(ref _mostRunning, value, seen);
        }
    }
}
