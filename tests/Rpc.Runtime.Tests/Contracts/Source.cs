
namespace Rpc.Runtime.Tests;

/// <summary>A stream of the caller's, of which a test sees how far it was read and whether it was left.</summary>
internal sealed class Source<T>(Func<int, T> make, int count = int.MaxValue) : IAsyncEnumerable<T>
{
    private int _made;
    private int _open;
    private int _begun;

    public int Made => Volatile.Read(ref _made);

    public int Open => Volatile.Read(ref _open);

    public int Begun => Volatile.Read(ref _begun);

    /// <summary>With what it ends instead.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Milliseconds between the items.</summary>
    public int Pause { get; init; }

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _open);
        Interlocked.Increment(ref _begun);
        try
        {
            for (int i = 0; i < count; i++)
            {
                if (Pause > 0)
                {
                    await Task.Delay(Pause, cancellationToken);
                }

                Interlocked.Increment(ref _made);
                yield return make(i);
            }

            if (Failure is not null)
            {
                throw Failure;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
