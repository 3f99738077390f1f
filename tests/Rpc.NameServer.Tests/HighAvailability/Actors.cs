using System.Globalization;
using Rpc.Naming;

namespace Rpc.NameServer.Tests.HighAvailability;

/// <summary>Those who register, look up and watch while name servers die. Each has connections of its own and notes what it does and sees.</summary>
internal sealed class Actors(Cluster cluster, HistoryOfNames history, CancellationToken stop)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Puts versions under a name and removes it, each until it is acknowledged.</summary>
    public async Task WriteAsync(int number)
    {
        await using var client = new RpcClient();
        INameServer names = cluster.Client(number, client).NameServer;
        var random = new Random(number);
        string name = $"churn.{number}";
        for (long version = 1; !stop.IsCancellationRequested; version++)
        {
            long put = random.Next(4) == 0 ? 0 : version;
            await PutAsync(name, put, () => put == 0
                ? names.UnregisterAsync(name)
                : names.RegisterAsync(new NameRegistration(name, $"rpc://10.0.0.1:{number + 1}/x", $"writer-{number}", LeaseSeconds: 0, Metadata: Version(put))));
            await PauseAsync(random);
        }
    }

    /// <summary>Publishes names as servers do, with leases, and keeps them all the time. Gives what ends it.</summary>
    public async Task<IAsyncDisposable> PublishAsync(int number, int count)
    {
        var client = new RpcClient();
        NameClient names = cluster.Client(number, client);
        var publisher = new Publisher(names);
        for (int i = 0; i < count; i++)
        {
            string name = $"kept.{number}.{i}";
            long begin = history.Now;
            await publisher.PublishAsync(
                name, RemoteUri.ForHost("10.0.0.2", number + 1, $"o{i}"), new PublishOptions { Lease = TimeSpan.FromSeconds(5), Metadata = Version(1) }, CancellationToken.None);
            history.Add(ObservationKind.Put, $"publisher-{number}", name, 1, begin);
        }

        return new Crash(client, publisher);
    }

    /// <summary>Looks names up, all the time.</summary>
    public async Task LookUpAsync(int number, Func<Random, string> choose)
    {
        await using var client = new RpcClient();
        INameServer names = cluster.Client(number, client).NameServer;
        var random = new Random(number);
        while (!stop.IsCancellationRequested)
        {
            string name = choose(random);
            long begin = history.Now;
            (long version, string? error) = (0, null);
            try
            {
                version = Cluster.VersionOf(await names.LookupAsync(name, CancellationToken.None));
            }
            catch (RpcException failure)
            {
                error = failure.Reason == RpcErrorReason.NoSuchName ? null : failure.Message;
            }

            history.Add(ObservationKind.Lookup, $"reader-{number}", name, version, begin, error);
            await Task.Delay(random.Next(4), CancellationToken.None);
        }
    }

    /// <summary>Watches, and goes on from its last revision whenever its name server dies.</summary>
    public async Task WatchAsync(int number, CancellationToken end)
    {
        await using var client = new RpcClient();
        INameServer names = cluster.Client(number, client).NameServer;
        NameRevision? seen = null;
        while (!end.IsCancellationRequested)
        {
            try
            {
                await foreach (NameEvent told in names.WatchAsync(new NameFilter(Glob: "*.*"), seen, end))
                {
                    // Within a snapshot there is nothing to go on from.
                    seen = told.Kind is NameEventKind.Reset ? null : told.Kind == NameEventKind.Present ? seen : told.Revision;
                    Note(number, told);
                }
            }
            catch (Exception failure) when (failure is RpcException or OperationCanceledException)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private void Note(int number, NameEvent told)
    {
        if (told.Kind == NameEventKind.Reset)
        {
            history.Add(ObservationKind.Reset, $"watcher-{number}", string.Empty, 0, history.Now);
        }
        else if (told.Entry is { } entry && entry.Name != NameRules.OwnName)
        {
            history.Add(ObservationKind.Told, $"watcher-{number}", entry.Name, told.Kind == NameEventKind.Removed ? 0 : Cluster.VersionOf(entry), history.Now);
        }
    }

    private async Task PutAsync(string name, long version, Func<Task> put)
    {
        long begin = history.Now;
        while (true)
        {
            try
            {
                await put();
                history.Add(ObservationKind.Put, "writer", name, version, begin);
                return;
            }
            catch (RpcException)
            {
                // Refused, or nobody knows: once more.
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private async Task PauseAsync(Random random)
    {
        try
        {
            await Task.Delay(random.Next(60), stop);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static Dictionary<string, string> Version(long version) => new() { ["version"] = version.ToString(CultureInfo.InvariantCulture) };

    /// <summary>Ends a publisher without a goodbye: its connections go first.</summary>
    private sealed class Crash(RpcClient client, Publisher publisher) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await client.DisposeAsync();
            try
            {
                await publisher.DisposeAsync();
            }
            catch (ObjectDisposedException)
            {
                // So it cannot say goodbye.
            }
        }
    }
}
