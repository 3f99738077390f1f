using System.Runtime.CompilerServices;

namespace Rpc.Runtime.Tests;

public sealed class Calculator : ICalculator
{
    private int _notes;

    public int CancelledSleeps;

    public int DisposedStreams;

    public List<string> Lines { get; } = [];

    public int Notes => Volatile.Read(ref _notes);

    public int Add(int x, int y) => x + y;

    public ValueTask<int> AddAsync(int x, int y, CancellationToken cancellationToken = default) => new(x + y);

    public async Task<string> EchoAsync(string text)
    {
        await Task.Yield();
        return text;
    }

    public string Echo(string text) => text;

    public int Divide(int x, int y) => x / y;

    public async Task SleepAsync(int milliseconds, CancellationToken cancellationToken = default)
    {
        try
        {
            await Task.Delay(milliseconds, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref CancelledSleeps);
            throw;
        }
    }

    public void Sleep(int milliseconds) => Thread.Sleep(milliseconds);

    public async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (int i = 0; i < to; i++)
            {
                if (i % 100 == 99)
                {
                    await Task.Yield();
                }

                cancellationToken.ThrowIfCancellationRequested();
                yield return i;
            }
        }
        finally
        {
            Interlocked.Increment(ref DisposedStreams);
        }
    }

    public void Note(string line)
    {
        lock (Lines)
        {
            Lines.Add(line);
        }

        Interlocked.Increment(ref _notes);
    }
}
