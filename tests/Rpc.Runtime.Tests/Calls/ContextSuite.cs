using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Handlers begin in a clean context, whatever thread they run on.</summary>
public abstract class ContextSuite(TestTransport transport) : RpcTest(transport)
{
    [Fact]
    public async Task What_one_handler_leaves_on_its_thread_no_other_finds()
    {
        IContexts proxy = Serve<IContexts>(new Contexts());
        for (int i = 0; i < 50; i++)
        {
            proxy.Leave(7);
            Assert.Equal(0, proxy.Found());
            Assert.Equal(0, await proxy.FoundAsync().Within());
        }
    }

    [Fact]
    public async Task A_callback_on_its_callers_thread_finds_nothing_of_the_caller()
    {
        IContexts proxy = Serve<IContexts>(new Contexts());
        var mine = new Contexts();
        int found = await Patience.Block(() =>
        {
            Contexts.Value.Value = 5;
            int inside = proxy.FoundBy(mine);
            Assert.Equal(5, Contexts.Value.Value);
            return inside;
        });
        Assert.Equal(0, found);
    }

    [Fact]
    public async Task A_call_context_flows_through_awaits_only_where_it_was_asked_for()
    {
        IContexts flowing = Client.Get<IContexts>(Server.Add<IContexts>(new Contexts(), "flowing", new ObjectOptions { FlowCallContext = true }));
        IContexts plain = Serve<IContexts>(new Contexts());
        for (int i = 0; i < 20; i++)
        {
            Assert.True(await flowing.HasContextAfterAwaitAsync().Within());
            Assert.False(await plain.HasContextAfterAwaitAsync().Within());
        }
    }
}
