using System.Runtime.CompilerServices;

namespace Rpc.Stress.Tests;

/// <summary>What answers <see cref="ITurns"/>; keeps what it has seen that must not be.</summary>
public sealed class Turns(int number, bool serial) : ITurns, IAsyncDisposable
{
    private int _inside;
    private int _disposals;
    private int _bad;

    /// <summary>Calls that met another one, or came after the end.</summary>
    public int Bad => Volatile.Read(ref _bad);

    public int Disposals => Volatile.Read(ref _disposals);

    public int Inside => Volatile.Read(ref _inside);

    public int Step(int spins)
    {
        Enter(nested: CallContext.Current!.Depth > 0);
        Thread.SpinWait(spins);
        Leave();
        return number;
    }

    public async Task<int> StepAsync(int milliseconds, CancellationToken cancellationToken = default)
    {
        Enter(nested: false);
        try
        {
            if (milliseconds > 0)
            {
                await Task.Delay(milliseconds, cancellationToken);
            }

            return number;
        }
        finally
        {
            Leave();
        }
    }

    public void Pass(int spins) => Step(spins);

    public int Around(ITurnsBack back)
    {
        Enter(nested: false);
        try
        {
            return back.Step();
        }
        finally
        {
            Leave();
        }
    }

    public async IAsyncEnumerable<int> Steps(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Enter(nested: false);
        try
        {
            for (int i = 0; i < count; i++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return number;
            }
        }
        finally
        {
            Leave();
        }
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _disposals) > 1 || Inside > 0)
        {
            Interlocked.Increment(ref _bad);
        }

        return ValueTask.CompletedTask;
    }

    private void Enter(bool nested)
    {
        int inside = Interlocked.Increment(ref _inside);
        if (Disposals > 0 || (serial && !nested && inside > 1))
        {
            Interlocked.Increment(ref _bad);
        }
    }

    private void Leave() => Interlocked.Decrement(ref _inside);
}
