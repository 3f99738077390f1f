using Microsoft.Extensions.Logging;
using Rpc.Diagnostics;

namespace Rpc.Calls;

/// <summary>Disposes objects of the user's that nobody can call any more, on threads of the pool, and knows how many are being disposed. Thread-safe.</summary>
internal sealed class Disposals(ILogger logger)
{
    private int _running;

    /// <summary>Objects that are not disposed yet.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Disposes an object, where it can be disposed.</summary>
    public void Start(MadeInstance? made)
    {
        if (made is { } instance && (instance.Release is not null || instance.Target is IAsyncDisposable or IDisposable))
        {
            Interlocked.Increment(ref _running);

            // It is the user's code: not for the thread that reads.
            ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Self.DisposeAsync(work.Instance), (Self: this, Instance: instance), preferLocal: false);
        }
    }

    private async Task DisposeAsync(MadeInstance instance)
    {
        try
        {
            if (instance.Release is { } release)
            {
                await release().ConfigureAwait(false);
            }
            else if (instance.Target is IAsyncDisposable later)
            {
                await later.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                ((IDisposable)instance.Target).Dispose();
            }
        }
        catch (Exception exception)
        {
            RpcLog.DisposalFailed(logger, exception, instance.Target.GetType().ToString());
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
