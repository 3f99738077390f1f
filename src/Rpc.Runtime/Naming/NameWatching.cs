using Microsoft.Extensions.Logging;
using Rpc.Diagnostics;

namespace Rpc.Naming;

/// <summary>The watches of one client for names that its proxies use: a bounded number, so that a client of many names is no burden. Thread-safe.</summary>
/// <remarks>Under <c>_gate</c>: <c>_running</c> holds what ends each watch that runs; after <c>_stopped</c> none begins.</remarks>
internal sealed class NameWatching(TimeProvider clock, ILogger log)
{
    /// <summary>Names beyond it are looked up now and then, as long as somebody calls them.</summary>
    public const int Most = 100;

    private readonly Lock _gate = new();
    private readonly HashSet<CancellationTokenSource> _running = [];
    private bool _stopped;

    /// <summary>A place for a watch, as what ends it; null where there is none. It must be given back with <see cref="End"/>.</summary>
    public CancellationTokenSource? TryBegin()
    {
        lock (_gate)
        {
            if (_stopped || _running.Count >= Most)
            {
                return null;
            }

            var life = new CancellationTokenSource();
            _running.Add(life);
            return life;
        }
    }

    public void End(CancellationTokenSource life)
    {
        lock (_gate)
        {
            _running.Remove(life);
        }
    }

    /// <summary>Ends all of them.</summary>
    public void Stop()
    {
        CancellationTokenSource[] all;
        lock (_gate)
        {
            _stopped = true;
            all = [.. _running];
        }

        foreach (CancellationTokenSource life in all)
        {
            life.Cancel();
        }
    }

    /// <summary>Watches until the end; ends by itself where the name server refuses. Throws nothing.</summary>
    /// <param name="query">What is watched.</param>
    /// <param name="told">Hears of every event from <see cref="NameEventKind.Current"/> on; with that one comes the snapshot.</param>
    /// <param name="life">The end.</param>
    public async Task RunAsync(NameQuery query, Action<IReadOnlyList<NameEntry>, NameEvent> told, CancellationToken life)
    {
        var snapshot = new List<NameEntry>();
        try
        {
            await foreach (NameEvent one in new NameFollower(query.Filter, query.Servers, clock).FollowAsync(tellResets: true, life).ConfigureAwait(false))
            {
                if (one.Kind == NameEventKind.Present)
                {
                    snapshot.Add(one.Entry!);
                }
                else
                {
                    told(snapshot, one);
                    snapshot = [];
                }
            }
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (life.IsCancellationRequested || exception is ObjectDisposedException)
        {
            // The client went first.
        }
        catch (Exception exception)
        {
            NamingLog.WatchRefused(log, query.Uri.ToString(), exception.Message);
        }
    }
}
