using Rpc.Naming;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>How calls are spread over the instances of a name, and what becomes of them when those come and go.</summary>
public sealed class BalancingTests : NamesTest
{
    private const int Calls = 1_200;

    [Theory]
    [InlineData(Balancing.LeastLoaded)]
    [InlineData(Balancing.RoundRobin)]
    [InlineData(Balancing.Weighted)]
    public async Task Equal_instances_get_equal_shares(Balancing balancing)
    {
        Delivery[] all = [(await PublishAsync("d")).Object, (await PublishAsync("d")).Object, (await PublishAsync("d")).Object];
        IDelivery proxy = Proxy(balancing);
        await UntilAllAnswerAsync(proxy, all);
        await LoadAsync(proxy);

        // 400 each; 100 are more than six deviations of a fair die.
        Assert.All(all, one => Assert.InRange(one.RunsOf("load"), 300, 500));
        if (balancing == Balancing.RoundRobin)
        {
            Assert.All(all, one => Assert.InRange(one.RunsOf("load"), 395, 405));
        }
    }

    [Theory]
    [InlineData(Balancing.LeastLoaded)]
    [InlineData(Balancing.RoundRobin)]
    [InlineData(Balancing.Weighted)]
    public async Task Weights_are_shares(Balancing balancing)
    {
        Delivery light = (await PublishAsync("d", new PublishOptions { Mode = RegisterMode.Add, Weight = 10 })).Object;
        Delivery heavy = (await PublishAsync("d", new PublishOptions { Mode = RegisterMode.Add, Weight = 30 })).Object;
        IDelivery proxy = Proxy(balancing);
        await UntilAllAnswerAsync(proxy, light, heavy);
        await LoadAsync(proxy);

        // 300 and 900.
        Assert.InRange(light.RunsOf("load"), 200, 400);
        Assert.Equal(Calls, light.RunsOf("load") + heavy.RunsOf("load"));
    }

    [Fact]
    public async Task A_slow_instance_gets_what_it_can_take()
    {
        Delivery slow = (await PublishAsync("d")).Object;
        Delivery quick = (await PublishAsync("d")).Object;
        IDelivery proxy = Proxy(Balancing.LeastLoaded);
        await UntilAllAnswerAsync(proxy, slow, quick);
        slow.During = static (_, _) => Task.Delay(100);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LoadAsync(proxy, Calls / 8))).Within();

        // With equal shares it would be half of them.
        Assert.InRange(slow.RunsOf("load"), 1, Calls / 4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_new_instance_gets_calls_within_moments_and_one_that_is_taken_off_gets_none(bool sync)
    {
        (_, Delivery first, Publication listed) = await PublishAsync("d");
        IDelivery proxy = Proxy(Balancing.LeastLoaded);
        await AskAsync(proxy, "before", sync);
        (_, Delivery second, _) = await PublishAsync("d");
        for (int i = 0; second.RunsOf("new") == 0; i++)
        {
            Assert.True(i < 3_000, "The new instance gets no calls.");
            await AskAsync(proxy, "new", sync);
            await Task.Delay(1);
        }

        // A call under way is not disturbed.
        var go = new TaskCompletionSource();
        first.During = (key, _) => key == "long" ? go.Task : Task.CompletedTask;
        second.During = first.During;
        Task<string>[] running = [.. Enumerable.Range(0, 10).Select(_ => proxy.RunAsync("long"))];
        await Patience.UntilAsync(() => first.RunsOf("long") + second.RunsOf("long") == 10 && first.RunsOf("long") > 0, "calls are under way at both");
        await listed.DisposeAsync();
        for (int quiet = 0, seen = first.RunsOf("after"); quiet < 20; quiet = first.RunsOf("after") == seen ? quiet + 1 : 0)
        {
            seen = first.RunsOf("after");
            await AskAsync(proxy, "after", sync);
            await Task.Delay(1);
        }

        int had = first.RunsOf("after");
        for (int i = 0; i < 100; i++)
        {
            await AskAsync(proxy, "after", sync);
        }

        Assert.Equal(had, first.RunsOf("after"));
        go.SetResult();
        Assert.All(await Task.WhenAll(running).Within(), static key => Assert.Equal("long", key));
    }

    [Fact]
    public async Task A_name_that_moves_takes_its_calls_along_though_the_old_object_still_answers()
    {
        (_, Delivery old, _) = await PublishAsync("d");
        IDelivery proxy = Proxy(Balancing.LeastLoaded);
        await proxy.AskAsync("x").Within();
        (_, Delivery now, _) = await PublishAsync("d", new PublishOptions { Mode = RegisterMode.Replace });
        await Patience.UntilAsync(() => proxy.Ask("x") == "x" && now.RunsOf("x") > 0, "calls go to the new object");
        int had = old.RunsOf("x");
        for (int i = 0; i < 20; i++)
        {
            await proxy.AskAsync("x").Within();
        }

        Assert.Equal(had, old.RunsOf("x"));
    }

    [Fact]
    public async Task One_way_calls_keep_their_order_and_go_to_one_instance_while_it_lives()
    {
        (RpcServer oneServer, Delivery one, _) = await PublishAsync("d");
        (RpcServer otherServer, Delivery other, _) = await PublishAsync("d");
        IDelivery proxy = Proxy(Balancing.RoundRobin);
        await UntilAllAnswerAsync(proxy, one, other);
        for (int i = 0; i < 500; i++)
        {
            if (i % 2 == 0)
            {
                proxy.Note(i);
            }
            else
            {
                await proxy.NoteAsync(i);
            }
        }

        await Patience.UntilAsync(() => one.Notes.Length + other.Notes.Length == 500, "all have run");
        (Delivery taken, Delivery left, RpcServer server) = one.Notes.Length > 0 ? (one, other, oneServer) : (other, one, otherServer);
        Assert.Equal(Enumerable.Range(0, 500), taken.Notes);
        await server.StopAsync().AsTask().Within();
        for (int i = 0; i < 100; i++)
        {
            proxy.Note(i);
        }

        // All of them; those that the first one did not take any more may have been overtaken while they were sent again.
        await Patience.UntilAsync(() => left.Notes.Length == 100, "the other one has them");
        Assert.Equal(Enumerable.Range(0, 100), left.Notes.Order());
    }

    [Fact]
    public async Task A_hedged_call_is_made_at_another_instance()
    {
        Delivery one = (await PublishAsync("d")).Object;
        Delivery other = (await PublishAsync("d")).Object;
        IDelivery warm = Proxy(Balancing.RoundRobin);
        await UntilAllAnswerAsync(warm, one, other);
        var stuck = new TaskCompletionSource();
        IDelivery proxy = Client.Get<IDelivery>("rpcname:d", new ProxyOptions { Hedge = new HedgeOptions { Delay = TimeSpan.FromMilliseconds(20) } });

        // Whichever is asked first does not answer.
        int asked = 0;
        one.During = (key, _) => key.StartsWith('k') && Interlocked.Increment(ref asked) % 2 == 1 ? stuck.Task : Task.CompletedTask;
        other.During = one.During;
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal($"k{i}", await proxy.AskAsync($"k{i}").Within());
            Assert.Equal((1, 1), (one.RunsOf($"k{i}"), other.RunsOf($"k{i}")));
        }

        stuck.SetResult();
    }

    [Fact]
    public async Task Tags_lead_to_all_objects_that_have_all_of_them()
    {
        var options = new PublishOptions { Tags = ["fast", "eu"] };
        Delivery a = (await PublishAsync("a", options)).Object;
        Delivery b = (await PublishAsync("b", options)).Object;
        Delivery other = (await PublishAsync("c", new PublishOptions { Tags = ["fast"] })).Object;
        IDelivery proxy = Client.Get<IDelivery>("rpcmeta:eu,fast");
        await UntilAllAnswerAsync(proxy, a, b);
        (_, Delivery late, _) = await PublishAsync("late", options);
        await UntilAllAnswerAsync(proxy, a, b, late);
        Assert.Equal(0, other.RunsOf("warm"));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => Client.Get<IDelivery>("rpcmeta:slow").AskAsync("x").Within());
        Assert.Equal((RpcStatus.NotFound, RpcErrorReason.NoSuchName), (error.Status, error.Reason));
        Assert.Contains("the tag 'slow'", error.Message, StringComparison.Ordinal);
    }

    private IDelivery Proxy(Balancing balancing) => Client.Get<IDelivery>("rpcname:d", new ProxyOptions { Balancing = balancing });

    private static async Task AskAsync(IDelivery proxy, string key, bool sync) =>
        Assert.Equal(key, sync ? proxy.Ask(key) : await proxy.AskAsync(key).Within());

    private static async Task LoadAsync(IDelivery proxy, int calls = Calls)
    {
        for (int i = 0; i < calls; i++)
        {
            await proxy.AskAsync("load").Within();
        }
    }
}
