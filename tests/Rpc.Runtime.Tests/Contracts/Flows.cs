using System.Runtime.CompilerServices;

namespace Rpc.Runtime.Tests;

internal sealed class Flows : IFlows
{
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<Exception> LeftBehind { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int DisposedBodies { get; set; }

    /// <summary>Steps of all work that was done to its end.</summary>
    public int Worked { get; private set; }

    /// <summary>What a step of the work waits for.</summary>
    public Func<int, Task> BeforeStep { get; set; } = static _ => Task.CompletedTask;

    public async Task<double> AverageAsync(IAsyncEnumerable<double> values, CancellationToken cancellationToken = default) => await values.AverageAsync(cancellationToken);

    public int Sum(IAsyncEnumerable<int> values) => values.ToBlockingEnumerable().Sum();

    public async Task<int> CountAsync(IAsyncEnumerable<Parcel> parcels, IAsyncEnumerable<string>? names, int more) =>
        await parcels.CountAsync() + (names is null ? 0 : await names.CountAsync()) + more;

    public async Task<List<int>> FirstAsync(IAsyncEnumerable<int> values, int count) => await System.Linq.AsyncEnumerable.ToListAsync(values.Take(count), CancellationToken.None);

    public async Task<int> TwiceAsync(IAsyncEnumerable<int> values) => await values.SumAsync() + await values.SumAsync();

    public async IAsyncEnumerable<int> Squares(IAsyncEnumerable<int> values, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (int value in values.WithCancellation(cancellationToken))
        {
            yield return value * value;
        }
    }

    public IAsyncEnumerable<byte[]> Echo(IAsyncEnumerable<byte[]> blocks) => blocks;

    public async Task StallAsync(IAsyncEnumerable<byte[]> blocks, CancellationToken cancellationToken = default)
    {
        await using IAsyncEnumerator<byte[]> items = blocks.GetAsyncEnumerator(cancellationToken);
        await items.MoveNextAsync();
        await Release.Task.WaitAsync(cancellationToken);
    }

    public async Task LeaveBehindAsync(IAsyncEnumerable<int> values)
    {
        IAsyncEnumerator<int> items = values.GetAsyncEnumerator(CancellationToken.None);
        await items.MoveNextAsync();
        _ = ReadOnAsync(items);
    }

    public async Task<int> WorkAsync(int steps, IProgress<int> progress, CancellationToken cancellationToken = default)
    {
        for (int i = 0; i < steps; i++)
        {
            await BeforeStep(i);
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report(i);
            await Task.Yield();
        }

        Worked += steps;
        return steps;
    }

    public int Work(int steps, IProgress<int>? progress = null)
    {
        for (int i = 0; i < steps; i++)
        {
            progress?.Report(i);
        }

        return steps;
    }

    public async Task TellAsync(int count, int bytes, IProgress<byte[]> progress, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        for (int i = 0; i < count; i++)
        {
            byte[] report = new byte[bytes];
            report[0] = (byte)i;
            progress.Report(report);
        }
    }

    public async Task<long> LengthAsync(Stream body, CancellationToken cancellationToken = default)
    {
        byte[] buffer = new byte[100_000];
        long length = 0;
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; length += read)
        {
            Pattern.Check(buffer.AsSpan(0, read), length);
        }

        return length;
    }

    public long Length(Stream body)
    {
        byte[] buffer = new byte[10_000];
        long length = 0;
        for (int read; (read = body.Read(buffer, 0, buffer.Length)) > 0; length += read)
        {
            Pattern.Check(buffer.AsSpan(0, read), length);
        }

        return length;
    }

    public Task<int> IgnoreAsync(Stream body) => Task.FromResult(0);

    public Task<Stream> MakeAsync(long length, CancellationToken cancellationToken = default) => Task.FromResult(Make(length));

    public Stream Make(long length) => new PatternStream(length) { OnDispose = () => DisposedBodies++ };

    public Task<Stream?> FindAsync(string name) => Task.FromResult<Stream?>(name == "some" ? new PatternStream(3) : null);

    public async ValueTask<Stream> UpperAsync(Stream text)
    {
        using var reader = new StreamReader(text);
        return new MemoryStream(System.Text.Encoding.UTF8.GetBytes((await reader.ReadToEndAsync()).ToUpperInvariant()));
    }

    public Task<Stream> FailAsync() => Task.FromException<Stream>(new InvalidOperationException("no such file"));

    public int Quick(int x) => x;

    private async Task ReadOnAsync(IAsyncEnumerator<int> items)
    {
        try
        {
            while (await items.MoveNextAsync())
            {
                // What arrived before the end.
            }

            LeftBehind.TrySetResult(new InvalidOperationException("the stream ended as if all were well"));
        }
        catch (Exception exception)
        {
            LeftBehind.TrySetResult(exception);
        }
    }
}
