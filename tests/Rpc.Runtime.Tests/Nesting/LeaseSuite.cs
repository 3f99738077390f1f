using System.Runtime.CompilerServices;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Objects that a handler opens for its caller: they live as long as the caller holds them, and no longer than its connection.</summary>
public abstract class LeaseSuite(TestTransport transport) : RpcTest(transport)
{
    // What is bounded in time is not how many there are, but that some are opened and dropped.
    private const int Step = 1_000;

    private readonly Sessions _target = new();

    /// <summary>How many are opened and dropped.</summary>
    protected virtual int Many => 9_000;

    private int Exports => Server.Connections.Sum(static c => c.References.ExportCount);

    [Fact]
    public async Task A_session_that_is_disposed_is_disposed_at_home_and_forgotten()
    {
        ISessions sessions = Serve<ISessions>(_target);
        ISession session = sessions.Open();
        await using (session)
        {
            Assert.Equal(1, session.Number);
        }

        Assert.Equal(1, _target.Disposed);
        await Patience.UntilAsync(() => Exports == 0, "no reference is held");
        Assert.Equal(RpcStatus.NotFound, Assert.Throws<RpcException>(() => session.Number).Status);
        await session.DisposeAsync();
        using (ITicket ticket = sessions.Ticket())
        {
            Assert.Equal(2, ticket.Number);
        }

        Assert.Equal(2, _target.Disposed);
        await Patience.UntilAsync(() => Exports == 0, "no reference is held");
    }

    [Fact]
    public async Task A_proxy_of_any_contract_can_be_disposed()
    {
        IBank bank = Serve<IBank>(new Bank());
        IAccount one = bank.Shared();
        IAccount other = bank.Shared();
        await ((IAsyncDisposable)one).DisposeAsync();
        Assert.Equal(RpcStatus.NotFound, Assert.Throws<RpcException>(() => one.Deposit(1)).Status);
        Assert.Equal(1, other.Deposit(1));
        ((IDisposable)other).Dispose();
        await Patience.UntilAsync(() => Exports == 0, "no reference is held");
    }

    [Fact]
    public async Task What_was_leased_is_disposed_when_its_caller_has_gone()
    {
        RpcClient other = NewClient();
        ISessions sessions = other.Get<ISessions>(Server.Add<ISessions>(_target));
        ISession[] open = [.. Enumerable.Range(0, 100).Select(_ => sessions.Open())];
        sessions.OpenNothing();
        Assert.Equal(0, _target.Disposed);
        await other.DisposeAsync();
        await Patience.UntilAsync(() => _target.Disposed == 101, "everything is disposed");
        Assert.All(open, static session => Assert.Equal(RpcStatus.Unavailable, Assert.Throws<RpcException>(() => session.Number).Status));
    }

    [Fact]
    public async Task What_was_leased_is_disposed_when_its_reference_is_given_back()
    {
        ISessions sessions = Serve<ISessions>(_target);
        await RemoteProxy.ReleaseAsync(sessions.Open());
        await Patience.UntilAsync(() => _target.Disposed == 1, "it is disposed");
    }

    [Fact]
    public async Task Sessions_that_are_opened_and_dropped_leave_nothing()
    {
        ISessions sessions = Serve<ISessions>(_target);
        for (int opened = 0; opened < Many; opened += Step)
        {
            await Patience.Block(() => Drop(sessions, opened, Step));
        }

        Assert.Equal(Many, _target.Opened);

        // What nobody holds any more is given back when the garbage collector has seen that.
        await Patience.UntilAsync(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return Exports == 0 && _target.Disposed == Many;
            },
            "nothing is held, and everything is disposed");
        Assert.InRange(Client.Connections.Single().RemoteObjectCount, 0, 1);
    }

    // A third is disposed, a third is given back, a third is just forgotten.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(ISessions sessions, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            ISession session = sessions.Open();
            if (i % 100 == 0)
            {
                Assert.Equal(i + 1, session.Number);
            }

            if (i % 3 == 0)
            {
                session.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
            else if (i % 3 == 1)
            {
                ((IDisposable)session).Dispose();
            }
        }
    }
}
