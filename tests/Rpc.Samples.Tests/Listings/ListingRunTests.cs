using Listings;
using Rpc.NameServer;

namespace Rpc.Samples.Tests;

/// <summary>Runs what the pages show.</summary>
[Collection("console")]
public sealed class ListingRunTests
{
    [Fact]
    public async Task The_server_and_the_client_of_the_pages_work_together()
    {
        await using NameServerHost names = await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse("rpc://127.0.0.1:0") });
        Environment.SetEnvironmentVariable("RPC_NS", names.Uri.ToString());
        using CancellationTokenSource stop = new();
        Task server = Programs.ServerAsync(stop.Token);

        string printed = await PrintedAsync(async () =>
        {
            await using RpcClient probe = new();
            await RepeatUntilItWorksAsync(() => probe.Get<IGreeter>("rpcname:server").Visits, server);
            await Programs.ClientAsync();
        });

        Assert.Equal("Hi welcome Ali\n1\n2\n3\n", printed);
        await stop.CancelAsync();
        await server;
    }

    [Fact]
    public async Task A_call_without_a_name_server_works() =>
        Assert.Equal("Hi welcome Ali\n", await PrintedAsync(Programs.DirectAsync));

    [Fact]
    public async Task An_exception_of_the_base_class_library_comes_back_as_itself()
    {
        await using RpcServer server = new();
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IGreeter>(new Greeter(), "greeter");
        await using RpcClient client = new();

        string printed = await PrintedAsync(() => Programs.ErrorsAsync(client.Get<IGreeter>(uri)));

        Assert.Equal("No quote for EUR/XXX.\n", printed);
    }

    [Fact]
    public async Task Calls_are_repeated_hedged_batched_watched_and_intercepted_as_the_pages_say()
    {
        await using RpcServer server = new();
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IGreeter>(new Greeter(), "greeter");
        await using RpcClient client = new();
        IGreeter greeter = client.Get<IGreeter>(uri);

        Assert.Equal("Hi welcome Ali\n", await PrintedAsync(() => Deliveries.RetryAsync(uri)));
        Assert.Equal("1.25\n", await PrintedAsync(() => Deliveries.HedgeAsync(greeter)));
        Assert.Equal("Hi welcome Ali\nNo quote for EUR/XXX.\nNotExecuted\n", await PrintedAsync(() => Deliveries.BatchAsync(client, greeter)));
        Assert.Contains(": Connected, next attempt , ", await PrintedAsync(() => Deliveries.WatchAsync(uri)), StringComparison.Ordinal);
        await Deliveries.InterceptAsync(uri);
    }

    [Fact]
    public async Task A_generic_interface_is_closed_where_it_is_used() =>
        Assert.Equal("ink\n", await PrintedAsync(Programs.GenericAsync));

    [Fact]
    public async Task An_exception_that_the_contract_lists_comes_back_as_itself()
    {
        await using RpcServer server = new();
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IWarehouse>(new Warehouse(), "warehouse");
        await using RpcClient client = new();

        string printed = await PrintedAsync(() => Programs.ThrowsAsync(client.Get<IWarehouse>(uri)));

        Assert.Equal("There is not enough ink. 2 left.\n", printed);
    }

    [Fact]
    public async Task An_object_that_was_passed_along_is_called_back()
    {
        await using RpcServer server = new();
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IAuction>(new Auction(), "auction");
        await using RpcClient client = new();

        string printed = await PrintedAsync(() => Programs.AuctionAsync(client.Get<IAuction>(uri)));

        Assert.Equal("Ali bids at depth 0, with a deadline: True\nAli offers 20\n20\n", printed);
    }

    [Fact]
    public async Task Cancelled_streams_options_and_calls_as_values_do_what_the_page_says()
    {
        await using RpcServer server = new();
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IGreeter>(new Greeter(), "greeter");
        await using RpcClient client = new();
        IGreeter greeter = client.Get<IGreeter>(uri);

        Assert.Equal("3\n", await PrintedAsync(() => Programs.CancelAsync(greeter)));
        Assert.Equal("Hi welcome Ali\n", await PrintedAsync(() => Programs.OptionsAsync(greeter)));
        Assert.Equal("Hi welcome Ali\n", await PrintedAsync(() => Programs.CallAsValueAsync(greeter)));
    }

    [Fact]
    public async Task Objects_headers_and_interceptors_do_what_the_page_says()
    {
        string printed = await PrintedAsync(Objects.ModesAsync);
        Assert.StartsWith("2\n0\n", printed, StringComparison.Ordinal);
        Assert.Contains("with 2 items is gone.", printed, StringComparison.Ordinal);
        Assert.Contains("with 0 items is gone.", printed, StringComparison.Ordinal);
        Assert.Equal($"Hi welcome Ali\n{Environment.MachineName}\n1\n", await PrintedAsync(Objects.InterceptorsAsync));

        await using RpcServer server = new(new RpcServerOptions { DrainTimeout = TimeSpan.Zero });
        await server.ListenAsync("rpc://127.0.0.1:0");
        await using RpcClient client = new();
        ICart cart = client.Get<ICart>(server.Add<ICart>(static _ => new ValueTask<ICart>(new Cart("nobody")), InstanceMode.Session));
        await cart.AddAsync("ink");
        Assert.Equal("The cart of nobody with 1 items is gone.\n", await PrintedAsync(() => server.StopAsync().AsTask()));
        Assert.Equal("The cart is gone. Begin another one.\n", await PrintedAsync(() => Objects.LostAsync(cart)));
    }

    [Fact]
    public async Task Streams_bodies_and_progress_do_what_the_page_says()
    {
        await using RpcServer server = new();
        await server.ListenAsync("rpc://127.0.0.1:0");
        await using RpcClient client = new();
        IArchive archive = client.Get<IArchive>(server.Add<IArchive>(new Archive()));
        string path = Path.GetTempFileName();
        try
        {
            byte[] report = [.. Enumerable.Range(0, 200_000).Select(i => (byte)i)];
            await File.WriteAllBytesAsync(path, report, TestContext.Current.CancellationToken);
            Assert.EndsWith("200000\n", await PrintedAsync(() => Streams.StoreAsync(archive, path)), StringComparison.Ordinal);
            await PrintedAsync(() => Streams.LoadAsync(archive, path));
            Assert.Equal(report, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Equal("2.5\n", await PrintedAsync(() => Streams.AverageAsync(client.Get<IGreeter>(server.Add<IGreeter>(new Greeter())))));
    }

    [Fact]
    public async Task Callbacks_and_factories_do_what_the_contract_says()
    {
        await using RpcServer server = new();
        await server.ListenAsync("rpc://127.0.0.1:0");
        await using RpcClient client = new();
        IGreeter greeter = client.Get<IGreeter>(server.Add<IGreeter>(new Greeter()));
        Assert.Equal("greeted Ali\n5\nHi welcome Ali's account is closed\n", await PrintedAsync(() => Streams.SubscribeAsync(greeter, new Events())));
    }

    [Fact]
    public async Task Values_are_encoded_without_a_connection() =>
        Assert.Equal("EUR/USD\n", await PrintedAsync(() =>
        {
            Programs.Codec();
            return Task.CompletedTask;
        }));

    [Fact]
    public async Task Types_with_codecs_of_the_users_travel() =>
        Assert.Equal("[[\"127.0.0.1\",\"#FFFF0000\"]]\n", await PrintedAsync(() =>
        {
            Programs.CustomCodecs();
            return Task.CompletedTask;
        }));

    private static async Task RepeatUntilItWorksAsync(Func<int> call, Task server)
    {
        for (int i = 0; i < 500 && !server.IsFaulted; i++)
        {
            try
            {
                _ = call();
                return;
            }
            catch (RpcException)
            {
                await Task.Delay(20);
            }
        }

        await server;
    }

    private sealed class Events : IGreeterEvents
    {
        public void Greeted(string name) => Console.WriteLine($"greeted {name}");
    }
}
