using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>One-way calls across the end of a connection.</summary>
public sealed class OneWayTests() : RpcTest(TestTransport.Tcp)
{
    private readonly Delivery _delivery = new();
    private readonly LogBook _log = new();

    protected override RpcClientOptions ClientOptions => new() { LoggerFactory = _log };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task None_is_lost_none_runs_twice_and_none_overtakes_another_when_connections_drain(bool awaited)
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        const int drains = 40;
        int sent = 0;
        using var stop = new CancellationTokenSource();
        Task sending = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (awaited)
                {
                    await proxy.NoteAsync(sent++);
                }
                else
                {
                    proxy.Note(sent++);
                }

                if (sent % 50 == 0)
                {
                    await Task.Delay(1);
                }
            }
        });
        for (int i = 0; i < drains; i++)
        {
            await Task.Delay(10);
            Array.ForEach([.. Server.Connections], static c => c.Drain());
        }

        await stop.CancelAsync();
        await sending.Within();
        await Patience.UntilAsync(() => _delivery.Notes.Length >= sent, "all have run");
        await Task.Delay(50);

        // Calls that a connection had taken may still run while those that it had not taken run over the next: the order of entry is each connection's.
        int[] notes = _delivery.Notes;
        Assert.Equal(Enumerable.Range(0, sent), notes.Order());
        Counts.Tell($"{sent} one-way calls over {drains} drained connections, {_log.Of(1077).Length} times some were sent again");
    }

    [Fact]
    public async Task What_a_server_that_drains_had_not_taken_goes_to_the_next_before_later_calls()
    {
        (RpcServer server, _) = await StartServerAsync();
        var gate = new ManualResetEventSlim();
        _delivery.Noted = number => Assert.True(number != 0 || gate.Wait(Patience.Limit));
        IDelivery proxy = Client.Get<IDelivery>(server.Add<IDelivery>(_delivery));
        proxy.Ask("known");
        for (int i = 0; i < 1000; i++)
        {
            proxy.Note(i);
            if (i == 500)
            {
                server.Connections.Single().Drain();
            }
        }

        gate.Set();
        await Patience.UntilAsync(() => _delivery.Notes.Length >= 1000, "all have run");
        Assert.Equal(Enumerable.Range(0, 1000), _delivery.Notes.Order());
    }

    [Fact]
    public async Task What_a_handler_posts_runs_once_although_its_callee_drains()
    {
        (RpcServer relay, _) = await StartServerAsync();
        IDelivery target = relay.Client.Get<IDelivery>(Server.Add<IDelivery>(_delivery));
        target.Ask("known");
        const int posts = 2_000;
        var relayed = new Delivery
        {
            During = async (_, _) =>
            {
                for (int i = 0; i < posts; i++)
                {
                    target.Note(i);
                }

                await Task.CompletedTask;
            },
        };
        IDelivery through = Client.Get<IDelivery>(relay.Add<IDelivery>(relayed));
        Task<string> call = Patience.Block(() => through.Run("k"));
        for (int i = 0; i < 20; i++)
        {
            Array.ForEach([.. Server.Connections], static c => c.Drain());
            await Task.Delay(5);
        }

        Assert.Equal("k", await call.Within());
        await Patience.UntilAsync(() => _delivery.Notes.Length >= posts, "all have run");
        await Task.Delay(50);
        Assert.Equal(Enumerable.Range(0, posts), _delivery.Notes.Order());
    }

    [Fact]
    public async Task What_a_lost_connection_did_not_confirm_is_counted_and_not_repeated()
    {
        (RpcServer server, RemoteUri at) = await StartServerAsync();
        RpcClient client = NewClient();
        IDelivery proxy = client.Get<IDelivery>(server.Add<IDelivery>(_delivery, "delivery"));
        proxy.Ask("known");
        proxy.Note(1);
        await Patience.UntilAsync(() => _delivery.Notes.Length == 1, "it ran");
        client.Connections.Single().End("a test ends it");
        Assert.Single(_log.Of(1076));
        proxy.Ask("known");
        Assert.Equal([1], _delivery.Notes);

        // What an answer has confirmed is nobody's concern any more.
        proxy.Note(2);
        proxy.Ask("known");
        client.Connections.Single().End("a test ends it");
        Assert.Single(_log.Of(1076));
        Assert.NotNull(at);
    }

    [Fact]
    public async Task A_caller_who_only_posts_learns_by_itself_what_was_taken()
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        RpcClient client = NewClient();
        proxy = client.Get<IDelivery>(RemoteUri.Parse(RemoteProxy.UriOf(proxy)));
        for (int i = 0; i < 10; i++)
        {
            proxy.Note(i);
        }

        await Patience.UntilAsync(() => client.Connections.Single().UnconfirmedPosts == 0, "all were confirmed");
        client.Connections.Single().End("a test ends it");
        Assert.Empty(_log.Of(1076));
    }

    [Fact]
    public async Task No_more_than_a_mebibyte_is_kept()
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        proxy.Ask("known");
        var gate = new ManualResetEventSlim();
        _delivery.Noted = _ => gate.Wait(Patience.Limit);
        for (int i = 0; i < 30_000; i++)
        {
            await proxy.NoteAsync(i);
        }

        Assert.InRange(Client.Connections.Single().UnconfirmedPosts, 0, 1024 * 1024 / 40);
        gate.Set();
        await Patience.UntilAsync(() => _delivery.Notes.Length == 30_000, "all have run");
    }
}
