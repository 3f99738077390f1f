using Listings;
using Listings.HowTo;
using Rpc.NameServer;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>Runs what the pages of docs/how-to show.</summary>
[Collection("console")]
public sealed class HowToListingTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_comes_whole_or_not_at_all()
    {
        string kept = Directory.CreateDirectory(_folder.File("kept")).FullName;
        byte[] bytes = [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)(i / 7))];
        await File.WriteAllBytesAsync(_folder.File("mine"), bytes);
        await using RpcServer server = await ListeningAsync();
        await using RpcClient client = new();
        IArchive archive = client.Get<IArchive>(server.Add<IArchive>(new FileArchive(kept, maxBytes: bytes.Length)));

        Assert.Equal(bytes.Length, await Files.SendAsync(archive, "report", _folder.File("mine"), default).WaitAsync(s_patience));
        await Files.FetchAsync(archive, "report", _folder.File("back"), default).WaitAsync(s_patience);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.File("back")));

        await Assert.ThrowsAsync<ArgumentException>(() => archive.LoadAsync("../mine"));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => archive.LoadAsync("other"));
        await File.AppendAllTextAsync(_folder.File("mine"), "x");
        RpcException tooLong = await Assert.ThrowsAsync<RpcException>(() => Files.SendAsync(archive, "long", _folder.File("mine"), default));
        Assert.Equal(RpcStatus.ResourceExhausted, tooLong.Status);
        Assert.Equal(["report"], Directory.GetFiles(kept).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_cancelled_upload_leaves_nothing()
    {
        string kept = Directory.CreateDirectory(_folder.File("kept")).FullName;
        await using RpcServer server = await ListeningAsync();
        await using RpcClient client = new();
        IArchive archive = client.Get<IArchive>(server.Add<IArchive>(new FileArchive(kept, maxBytes: long.MaxValue)));
        using var stop = new CancellationTokenSource();

        Task storing = archive.StoreAsync("endless", new EndlessStream(), null, stop.Token);
        await UntilAsync(() => Directory.GetFiles(kept).Length == 1);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storing);
        await UntilAsync(() => Directory.GetFiles(kept).Length == 0);
    }

    [Fact]
    public async Task Followers_hear_the_news_until_they_leave()
    {
        var news = new News();
        await using RpcServer server = await ListeningAsync();
        RemoteUri uri = server.Add<INews>(news);
        await using RpcClient client = new();
        foreach (Func<INews, CancellationToken, Task> read in new Func<INews, CancellationToken, Task>[] { Readers.FollowAsync, Readers.SubscribeAsync })
        {
            using var stop = new CancellationTokenSource();
            using StringWriter heard = new() { NewLine = "\n" };
            await PrintedAsync(async () =>
            {
                Console.SetOut(heard);
                Task reading = read(client.Get<INews>(uri), stop.Token);
                await UntilAsync(() => news.Followers == 1);
                news.Publish("It rains.");
                await UntilAsync(() => heard.ToString() == "It rains.\n");
                await stop.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(s_patience));
            });

            await UntilAsync(() => news.Followers == 0);
        }
    }

    [Fact]
    public async Task Followers_that_are_gone_are_forgotten()
    {
        var news = new News();
        await using RpcServer server = await ListeningAsync();
        RemoteUri uri = server.Add<INews>(news);
        using var stop = new CancellationTokenSource();
        var client = new RpcClient();
        Task listening = Readers.SubscribeAsync(client.Get<INews>(uri), stop.Token);
        Task following = Readers.FollowAsync(client.Get<INews>(uri), stop.Token);
        await UntilAsync(() => news.Followers == 2);

        await client.DisposeAsync();

        await UntilAsync(() => news.Followers == 0);
        news.Publish("Nobody hears it.");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(listening, following).WaitAsync(s_patience));
    }

    [Fact]
    public async Task Work_is_spread_and_goes_on_when_a_worker_is_gone()
    {
        await using NameServerHost names = await NamesAsync();
        using var stop = new CancellationTokenSource();
        Task[] workers = [.. new[] { "a", "b" }.Select(machine => Rendering.WorkAsync(machine, stop.Token))];
        RpcServer dying = new(new RpcServerOptions { DrainTimeout = TimeSpan.Zero });
        await dying.ListenAsync("rpc://127.0.0.1:0");
        CountedRenderer working = new();
        await dying.PublishAsync<IRenderer>("renderer", working, new PublishOptions { Mode = RegisterMode.Add, Weight = Environment.ProcessorCount });
        await using RpcClient client = new();
        await UntilAsync(() => names.Service.LookupAsync("renderer").Result.Instances.Count == 3);

        Task<string[]> rendering = Rendering.RenderAsync(800, default);
        await UntilAsync(() => working.Begun > 20);
        await dying.DisposeAsync();
        string[] pages = await rendering.WaitAsync(s_patience);

        Assert.Equal(Enumerable.Range(0, 800), pages.Select(page => int.Parse(page.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(["a", "b", "c"], pages.Select(page => page[^1..]).Distinct().Order());
        Assert.Matches("^page 1 by [ab]\n$", await PrintedAsync(() => Rendering.ColourAsync(client)));
        await stop.CancelAsync();
        await Task.WhenAll(workers).WaitAsync(s_patience);
    }

    [Fact]
    public async Task Time_ends_and_callers_cancel()
    {
        var reports = new Reports();
        await using RpcServer server = await ListeningAsync();
        await using RpcClient client = new();
        IReports proxy = client.Get<IReports>(server.Add<IReports>(reports));

        Assert.Equal("3\n", await PrintedAsync(() => ReportReaders.ScopeAsync(proxy)));
        Assert.Equal("no report in time: MaybeExecuted\n", await PrintedAsync(() => ReportReaders.HurryAsync(proxy)));
        Assert.Equal("cancelled\n", await PrintedAsync(() => ReportReaders.CancelAsync(proxy)));
        await UntilAsync(() => reports.Running == 0);
    }

    [Fact]
    public async Task Errors_are_what_the_method_meant()
    {
        await using RpcServer server = await ListeningAsync();
        await using RpcClient client = new();
        ITickets open = client.Get<ITickets>(server.Add<ITickets>(new Tickets(isOpen: true)));
        ITickets closed = client.Get<ITickets>(server.Add<ITickets>(new Tickets(isOpen: false)));

        Assert.Equal("8\n", await PrintedAsync(() => TicketBuyer.BuyAsync(open, 2)));
        Assert.Equal("There are no 9 seats for Faust. 8 are left.\n", await PrintedAsync(() => TicketBuyer.BuyAsync(open, 9)));
        Assert.Equal("wrong seats\n", await PrintedAsync(() => TicketBuyer.BuyAsync(open, 0)));
        Assert.Equal("FailedPrecondition: Sales begin at noon.\n", await PrintedAsync(() => TicketBuyer.BuyAsync(closed, 2)));
        await server.StopAsync();
        Assert.Equal("nothing was bought: try again later\n", await PrintedAsync(() => TicketBuyer.BuyAsync(open, 2)));
    }

    [Fact]
    public async Task Programs_of_before_and_after_understand_each_other()
    {
        await using RpcServer server = await ListeningAsync();
        await using RpcClient client = new();
        RemoteUri after = server.Add<IStock>(new Stock());
        RemoteUri before = server.Add<Listings.HowTo.Before.IStock>(new StockOfBefore());

        Assert.Equal("held\n", await PrintedAsync(() => StockReader.ReserveAsync(client.Get<IStock>(after))));
        Assert.Equal("no word of the time\n", await PrintedAsync(() => StockReader.ReserveAsync(client.Get<IStock>(before))));
        Listings.HowTo.Before.IStock old = client.Get<Listings.HowTo.Before.IStock>(after);
        Assert.Equal(2, await old.ReserveAsync("pen", 1));
    }

    [Fact]
    public async Task A_program_in_production_is_healthy_until_it_stops()
    {
        await using NameServerHost names = await NamesAsync();
        using var stop = new CancellationTokenSource();
        Assert.Equal(1, await Production.CheckAsync(default));
        string printed = await PrintedAsync(async () =>
        {
            Task serving = Production.ServeAsync(stop.Token);
            await UntilAsync(() => serving.IsCompleted || Production.CheckAsync(default).Result == 0);
            await stop.CancelAsync();
            await serving.WaitAsync(s_patience);
        });

        Assert.Equal(1, await Production.CheckAsync(default));
        Assert.Contains("\"Category\":\"Rpc.Server\"", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_and_errors_tell_of_a_call()
    {
        string printed = await PrintedAsync(Debugging.LogAsync);

        Assert.Contains("Unknown (None), Completed\nrpc://127.0.0.1:", printed, StringComparison.Ordinal);
        Assert.Contains("/tickets\nSystem.IO.IOException\n", printed, StringComparison.Ordinal);
        Assert.Contains("Rpc.Server[1020]", printed, StringComparison.Ordinal);
        Assert.Contains("order 66", printed, StringComparison.Ordinal);
    }

    private static async Task<RpcServer> ListeningAsync()
    {
        RpcServer server = new(new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(1) });
        await server.ListenAsync("rpc://127.0.0.1:0");
        return server;
    }

    private static async Task<NameServerHost> NamesAsync()
    {
        NameServerHost names = await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse("rpc://127.0.0.1:0") });
        Environment.SetEnvironmentVariable("RPC_NS", names.Uri.ToString());
        return names;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 1_500; i++)
        {
            if (condition())
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail("It did not come true.");
    }

    private sealed class CountedRenderer : IRenderer
    {
        private readonly Renderer _renderer = new("c");
        private int _begun;

        public int Begun => _begun;

        public Task<string> RenderAsync(int page, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _begun);
            return _renderer.RenderAsync(page, cancellationToken);
        }
    }

    private sealed class StockOfBefore : Listings.HowTo.Before.IStock
    {
        public Task<int> ReserveAsync(string item, int count) => Task.FromResult(1);

        public Task<Listings.HowTo.Before.Reservation?> FindAsync(int id) => Task.FromResult<Listings.HowTo.Before.Reservation?>(new(id, "ink"));
    }

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
