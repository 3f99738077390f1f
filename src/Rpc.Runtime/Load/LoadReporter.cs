using System.Diagnostics;
using System.Runtime.CompilerServices;
using Rpc.Calls;
using Rpc.Dispatch;

namespace Rpc.Load;

/// <summary>Tells what the objects of one server are called.</summary>
/// <param name="objects">The objects.</param>
/// <param name="place">How many connections there are now, and handlers that run.</param>
/// <param name="stopping">Fires when the server stops: a stretch that goes on for ever would keep it from draining.</param>
internal sealed class LoadReporter(ObjectTable objects, Func<(int Connections, int Running)> place, CancellationToken stopping) : ILoadReporter
{
    /// <summary>The id of the object that every server has.</summary>
    public const string ObjectId = "rpc.load";

    private const int Shortest = 100;
    private const int Longest = 60_000;

    public IAsyncEnumerable<ObjectLoad> WatchAsync(string objectId, int milliseconds, CancellationToken cancellationToken = default)
    {
        if (milliseconds is < Shortest or > Longest)
        {
            throw new RpcException(RpcStatus.InvalidArgument, $"Load is told every {Shortest} to {Longest} ms, not every {milliseconds}.");
        }

        // Before the first await, while the caller is known.
        CallChannel caller = CallContext.Serving!.Channel;
        ObjectEntry entry = objects.Get(objectId, caller);
        _ = entry.Access?.Bind(caller, entry);
        return TellAsync(entry, TimeSpan.FromMilliseconds(milliseconds), cancellationToken);
    }

    private async IAsyncEnumerable<ObjectLoad> TellAsync(ObjectEntry entry, TimeSpan stretch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LoadCounters counters = entry.WatchLoad();
        using IDisposable watching = LoadCounters.Watch();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        using var timer = new PeriodicTimer(stretch);
        LoadSnapshot before = counters.Take();
        while (await NextAsync(timer, either.Token).ConfigureAwait(false))
        {
            LoadSnapshot now = counters.Take();
            (int connections, int running) = place();
            yield return new ObjectLoad(Stopwatch.GetElapsedTime(before.At, now.At).TotalSeconds, connections, running, LoadBetween.Methods(before, now, entry.Descriptor));
            before = now;
        }
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
