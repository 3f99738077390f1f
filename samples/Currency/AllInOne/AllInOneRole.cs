using Currency.Contract;
using Currency.Feed;
using Currency.Fetch;
using Currency.Worker;
using Rpc;
using Samples;
using Spectre.Console;

namespace Currency.AllInOne;

/// <summary>All terminals in one: a name server, a feed and three workers as processes. Fetches from them, and then kills one in the middle.</summary>
internal static class AllInOneRole
{
    private const int AtATime = 32;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        using Children children = new();
        await NameServerRole.StartAsync(children, stop);
        string urlTemplate = await StartFeedAsync(children, stop);
        var workers = new List<(Child Process, RemoteUri Uri)>();
        for (int number = 1; number <= 3; number++)
        {
            workers.Add(await StartWorkerAsync(children, number, urlTemplate, stop));
        }

        await using var client = new RpcClient(new RpcClientOptions { NameServers = [RemoteUri.Parse(children.NameServer!)] });
        IWorker any = client.Get<IWorker>($"rpcname:{WorkerRole.Name}");
        IReadOnlyList<string> pairs = Pairs.All();
        (Fetched before, bool isGood) = await FetchTwice.RunAsync(new Fetcher(any, pairs, urlTemplate: null), AtATime, stop);

        // The feed stands still meanwhile: no call can end before the worker has.
        Screen.Out.WriteLine("Once more, and a worker is killed in the middle:");
        using var feed = new HttpClient { BaseAddress = new Uri(new Uri(urlTemplate), "/") };
        await PostAsync(feed, "pause", stop);
        Task<Fetched> fetch = new Fetcher(any, pairs, urlTemplate: null).FetchAsync($"{AtATime} at a time", AtATime, stop);
        Task kill = KillBusiestAsync(client, workers, stop);
        await kill.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await PostAsync(feed, "resume", stop);
        await Task.WhenAll(kill, fetch);

        Fetched after = await fetch;
        bool isSame = after.IsLike(before);
        Screen.Out.WriteLine($"{after.Answers.Count(answer => answer.Rate is not null)} of {pairs.Count} pairs are there, {(isSame ? "with the same rates" : "but not with the same rates")}.");
        return isGood && isSame ? 0 : 1;
    }

    private static async Task<string> StartFeedAsync(Children children, CancellationToken stop)
    {
        Child feed = children.Start("feed");
        string line = await feed.WaitForAsync(FeedRole.Ready, stop);
        Console.WriteLine($"{line} (process {feed.Id})");
        return line[FeedRole.Ready.Length..];
    }

    private static async Task<(Child Process, RemoteUri Uri)> StartWorkerAsync(Children children, int number, string urlTemplate, CancellationToken stop)
    {
        Child worker = children.Start("worker", "--url-template", urlTemplate, "--timeout", "20000");
        RemoteUri uri = RemoteUri.Parse((await worker.WaitForAsync(WorkerRole.Ready, stop))[WorkerRole.Ready.Length..]);
        Console.WriteLine($"worker {number} at {uri} (process {worker.Id})");
        return (worker, uri);
    }

    /// <summary>Kills the worker that runs most. Of 32 calls at three workers that is one with 11 or more.</summary>
    private static async Task KillBusiestAsync(RpcClient client, List<(Child Process, RemoteUri Uri)> workers, CancellationToken stop)
    {
        int[] running = await WorkerLoads.WaitForAsync(client, [.. workers.Select(worker => worker.Uri)], AtATime, s_patience, stop);
        int busiest = Array.IndexOf(running, running.Max());
        Child process = workers[busiest].Process;
        process.Kill();
        Screen.Out.WriteLine($"killed worker {busiest + 1} (process {process.Id}) with {running[busiest]} calls in flight");
    }

    private static async Task PostAsync(HttpClient feed, string what, CancellationToken stop)
    {
        try
        {
            using HttpResponseMessage response = await feed.PostAsync(new Uri(what, UriKind.Relative), content: null, stop);
            response.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException error)
        {
            throw new SampleException($"The feed does not {what}: {error.Message}");
        }
    }
}
