using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Objects that travel: as results, as arguments, home again, and away for good.</summary>
public abstract class ReferenceSuite(TestTransport transport) : RpcTest(transport)
{
    private int Exports => Server.Connections.Sum(c => c.References.ExportCount);

    [Fact]
    public async Task A_factorys_object_can_be_called()
    {
        IBank bank = Serve<IBank>(new Bank());
        IAccount account = bank.Open("Åsa");
        Assert.Equal("Åsa", account.Owner);
        Assert.Equal(5, account.Deposit(5));
        Assert.Equal(12, account.Deposit(7));
        Assert.Equal("B", (await bank.OpenAsync("B").Within()).Owner);
        Assert.Null(bank.None());
    }

    [Fact]
    public void The_same_object_twice_is_equal_proxies_and_another_is_not()
    {
        IBank bank = Serve<IBank>(new Bank());
        IAccount one = bank.Shared();
        IAccount two = bank.Shared();
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotEqual(one, bank.Open("x"));
        Assert.Equal(1, one.Deposit(1));
        Assert.Equal(2, two.Deposit(1));
    }

    [Fact]
    public void Objects_in_lists_and_records_are_live()
    {
        IBank bank = Serve<IBank>(new Bank());
        List<IAccount> all = bank.All();
        Assert.Equal(["everybody", "somebody", "everybody"], all.Select(a => a.Owner));
        Assert.Equal(all[0], all[2]);
        Holding holding = bank.Holding();
        Assert.Equal(all[0], holding.First);
        Assert.Equal(3, holding.Second.Deposit(3));
    }

    [Fact]
    public void A_proxy_that_goes_home_arrives_as_the_object_itself()
    {
        IBank bank = Serve<IBank>(new Bank());
        Assert.True(bank.IsShared(bank.Shared()));
        Assert.False(bank.IsShared(bank.Open("x")));
        Assert.False(bank.IsShared(null));
        INode node = Serve<INode>(new Node("there"));
        var mine = new Node("here");
        Assert.Same(mine, node.Echo(mine));
        Assert.Equal(node, node.Echo(node));
    }

    [Fact]
    public async Task A_proxy_passed_on_to_another_server_works_there()
    {
        INode first = Serve<INode>(new Node("first"));
        (RpcServer server, _) = await StartServerAsync();
        INode second = Client.Get<INode>(server.Add<INode>(new Node("second")));
        INode back = second.Echo(first);
        Assert.Equal(first, back);
        Assert.Equal("first", back.Name());
        Assert.Equal(nameof(DivideByZeroException), second.Catch(first));
    }

    [Fact]
    public async Task A_released_reference_is_forgotten_by_its_owner()
    {
        IBank bank = Serve<IBank>(new Bank());
        IAccount[] accounts = [bank.Open("a"), bank.Shared(), bank.Shared(), bank.Open("b")];
        Assert.All(accounts, a => a.Deposit(1));
        Assert.Equal(3, Exports);
        await RemoteProxy.ReleaseAsync(accounts[0]);
        await Patience.UntilAsync(() => Exports == 2, "one reference less is held");
        Assert.Equal(RpcStatus.NotFound, Assert.Throws<RpcException>(() => accounts[0].Deposit(1)).Status);
        await RemoteProxy.ReleaseAsync(accounts[1]);
        await RemoteProxy.ReleaseAsync(accounts[2]);
        await RemoteProxy.ReleaseAsync(accounts[3]);
        await Patience.UntilAsync(() => Exports == 0, "no reference is held");
        Assert.Equal(3, bank.Shared().Deposit(1));
    }

    [Fact]
    public async Task References_that_were_opened_and_given_back_leave_nothing_on_either_side()
    {
        IBank bank = Serve<IBank>(new Bank());
        Assert.Null(bank.None());
        Connections.RpcConnection here = Client.Connections.Single();
        int before = here.RemoteObjectCount;
        for (int round = 0; round < 20; round++)
        {
            IAccount[] accounts = [.. Enumerable.Range(0, 50).Select(i => bank.Open($"{i}"))];
            Assert.All(accounts, a => a.Deposit(1));
            Assert.Equal(before + accounts.Length, here.RemoteObjectCount);
            foreach (IAccount account in accounts)
            {
                await RemoteProxy.ReleaseAsync(account);
            }

            Assert.Equal(before, here.RemoteObjectCount);
        }

        await Patience.UntilAsync(() => Exports == 0, "no reference is held");
    }

    [Fact]
    public async Task References_that_are_given_back_while_they_are_called_leave_nothing()
    {
        IBank bank = Serve<IBank>(new Bank());
        Assert.Null(bank.None());
        Connections.RpcConnection here = Client.Connections.Single();
        int before = here.RemoteObjectCount;
        for (int i = 0; i < 200; i++)
        {
            IAccount account = bank.Open("a");
            Task call = Patience.Block(() => Record.Exception(() => account.Deposit(1)));
            await RemoteProxy.ReleaseAsync(account);
            await call;
        }

        Assert.Equal(before, here.RemoteObjectCount);
        await Patience.UntilAsync(() => Exports == 0, "no reference is held");
    }

    [Fact]
    public async Task References_are_released_when_their_connection_ends()
    {
        RpcClient other = NewClient();
        IBank bank = other.Get<IBank>(Server.Add<IBank>(new Bank()));
        IAccount account = bank.Open("a");
        account.Deposit(1);
        Connections.RpcConnection connection = Server.Connections.Single();
        Assert.Equal(1, connection.References.ExportCount);
        await other.DisposeAsync();
        await connection.Ended.Within();
        Assert.Equal(0, connection.References.ExportCount);
        RpcException exception = Assert.Throws<RpcException>(() => account.Deposit(1));
        Assert.Equal(RpcStatus.Unavailable, exception.Status);
        Assert.Equal(RpcOutcome.NotExecuted, exception.Outcome);
    }

    [Fact]
    public async Task A_callback_object_is_held_once_however_often_it_is_passed()
    {
        INode node = Serve<INode>(new Node("there"));
        var mine = new Node("here");
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(2, await Patience.Block(() => node.Bounce(mine, 2)));
        }

        Assert.Equal(1, Client.Connections.Single().References.ExportCount);
    }
}
