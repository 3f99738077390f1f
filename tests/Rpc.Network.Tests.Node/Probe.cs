using System.Runtime.CompilerServices;

namespace Rpc.Network.Tests.Node;

/// <summary>Answers, and knows what has begun and what was ended.</summary>
internal sealed class Probe : IProbe
{
    private int _begun;
    private int _ended;
    private int _opened;
    private int _disposed;
    private int _served;

    public int Echo(int value)
    {
        Interlocked.Increment(ref _served);
        return value;
    }

    public ValueTask<int> EchoAsync(int value, CancellationToken cancellationToken = default) => new(Echo(value));

    public async Task HoldAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _begun);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref _ended);
        }
    }

    public void Open()
    {
        Interlocked.Increment(ref _opened);
        CallContext.Current!.Lease(new Ticket(() => Interlocked.Increment(ref _disposed)));
    }

    public async IAsyncEnumerable<int> CountAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _begun);
        try
        {
            for (int i = 0; ; i++)
            {
                yield return i;
                await Task.Delay(5, cancellationToken);
            }
        }
        finally
        {
            Interlocked.Increment(ref _ended);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"begun {_begun} ended {_ended} opened {_opened} disposed {_disposed} served {_served}";
}
