using System.Diagnostics;
using Rpc.Naming;
using Rpc.Scale.Contracts;
using Rpc.Scale.Measuring;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>Many watchers on a few connections, each told of every change; and a server that makes them, over a connection of its own.</summary>
internal sealed class WatchRole : IClientRole
{
    private const int Connections = 4;

    // Fewer than the changes that a name server keeps for watchers that are behind, so that none begins anew.
    private const int ChangesAtOnce = 64;

    private int _version;

    public string Name => "names-watch";

    public async Task RunAsync(ClientRun run)
    {
        await using RpcClient registrar = new();
        INameServer server = registrar.Get<INameServer>(run.Endpoint);
        RpcClient[] clients = [.. Enumerable.Range(0, Connections).Select(_ => new RpcClient())];
        Receipts receipts = new(run.Count);
        TaskCompletionSource[] current = [.. Enumerable.Range(0, run.Count).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        for (int i = 0; i < run.Count; i++)
        {
            _ = WatchAsync(clients[i % Connections].Get<INameServer>(run.Endpoint), current[i], receipts);
        }

        await Task.WhenAll(current.Select(one => one.Task));
        await ChangeAsync(server, receipts, ChangesAtOnce, run.Warmup);
        Lines.Say(Lines.Ready);
        foreach (int changes in new[] { 1, ChangesAtOnce })
        {
            ClientRun.AwaitGo();
            Lines.Say(await ChangeAsync(server, receipts, changes, run.Duration));
            await Task.Yield();
        }
    }

    /// <summary>Makes changes, and the next ones when every watcher was told.</summary>
    private async Task<Readings> ChangeAsync(INameServer server, Receipts receipts, int changes, TimeSpan window)
    {
        using Recorder recorder = new();
        long begin = Stopwatch.GetTimestamp();
        long end = CallLoop.EndAfter(window);
        long start = begin;
        int rounds = 0;
        for (; start < end; rounds++)
        {
            int version = ++_version;
            Task told = receipts.ExpectAsync(changes);
            await Task.WhenAll(Enumerable.Range(0, changes).Select(number => server.RegisterAsync(Listing.Registration(number, version))));
            await told;
            long now = Stopwatch.GetTimestamp();
            recorder.Record(now - start);
            start = now;
        }

        Readings readings = new() { ["changes"] = rounds * changes, ["rate"] = rounds * changes / Stopwatch.GetElapsedTime(begin, start).TotalSeconds };
        readings.AddLatencies("", recorder.Sum());
        return readings;
    }

    private static async Task WatchAsync(INameServer server, TaskCompletionSource current, Receipts receipts)
    {
        try
        {
            long last = 0;
            await foreach (NameEvent one in server.WatchAsync())
            {
                if (one.Kind is NameEventKind.Added or NameEventKind.Changed && one.Revision.Number == last + 1)
                {
                    receipts.Add();
                }
                else if (current.Task.IsCompleted)
                {
                    throw new InvalidOperationException($"A watcher was told {one.Kind} as number {one.Revision.Number}, behind number {last}.");
                }
                else if (one.Kind == NameEventKind.Current)
                {
                    current.SetResult();
                }

                last = one.Revision.Number;
            }
        }
        catch (Exception error)
        {
            // Told by the one who waits for it.
            current.TrySetException(error);
            receipts.Fail(error);
        }
    }
}
