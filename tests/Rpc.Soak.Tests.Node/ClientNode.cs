namespace Rpc.Soak.Tests.Node;

/// <summary>Calls on several threads until its input ends; then waits for what is under way and ends. The line <c>check</c> makes it show that all servers answer it.</summary>
internal static class ClientNode
{
    private const int AwaitingCallers = 10;
    private const int BlockingCallers = 2;
    private static readonly TimeSpan s_healing = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string journalPath, string ns, ClientSettings settings)
    {
        using var journal = new Journal(journalPath);
        await using var link = new Link(ns, settings.Uris);
        var calls = new CallJournal(journal, settings.Number);
        using var stop = new CancellationTokenSource();
        Task[] callers =
        [
            .. Enumerable.Range(0, AwaitingCallers).Select(i => Task.Run(new Caller(link, calls, Pace(), settings.Seed + i, stop.Token).RunAsync)),
            .. Enumerable.Range(AwaitingCallers, BlockingCallers).Select(i => Task.Factory.StartNew(
                new Caller(link, calls, Pace(), settings.Seed + i, stop.Token).Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        Console.WriteLine("READY");
        while (await Console.In.ReadLineAsync() is not null)
        {
            await CheckAsync(link, calls);
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);
        journal.Add(EntryKind.Quit, Method.None, settings.Number, calls.Count);
        return 0;

        Pace Pace() => new((double)settings.Rate / (AwaitingCallers + BlockingCallers));
    }

    /// <summary>Each server answers each of this client's ways to it, as soon as nothing disturbs them.</summary>
    private static async Task CheckAsync(Link link, CallJournal calls)
    {
        long end = Environment.TickCount64 + (long)s_healing.TotalMilliseconds;
        string waiting = "";
        foreach (IWork work in link.All)
        {
            while (!await calls.CallAsync(Method.Repeatable, async id => await work.RepeatableAsync(id)))
            {
                if (Environment.TickCount64 > end)
                {
                    waiting += $" {work}";
                    break;
                }

                await Task.Delay(50);
            }
        }

        Console.WriteLine(waiting.Length == 0 ? "WELL" : $"UNWELL{waiting}: {calls.LastFailure}");
    }
}
