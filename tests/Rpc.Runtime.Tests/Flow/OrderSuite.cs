using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Calls of one thread through one proxy enter their handlers in the order in which they were made.</summary>
public abstract class OrderSuite(TestTransport transport) : RpcTest(transport)
{
    private const int Rounds = 20;

    [Fact]
    public void One_way_calls_then_a_call()
    {
        for (int round = 0; round < Rounds; round++)
        {
            IShapes proxy = Serve<IShapes>(new Shapes());
            for (int i = 0; i < 50; i++)
            {
                proxy.Note(i);
            }

            Assert.Equal(Enumerable.Range(0, 50), proxy.Notes());
        }
    }

    [Fact]
    public async Task One_way_calls_that_are_awaited_then_a_call()
    {
        for (int round = 0; round < Rounds; round++)
        {
            IShapes proxy = Serve<IShapes>(new Shapes());
            for (int i = 0; i < 50; i++)
            {
                await proxy.NoteAsync(i);
            }

            Assert.Equal(Enumerable.Range(0, 50), proxy.Notes());
        }
    }

    [Fact]
    public async Task One_way_calls_then_a_call_back_into_a_caller_that_waits()
    {
        for (int round = 0; round < Rounds; round++)
        {
            IReporter proxy = Serve<IReporter>(new Reporter());
            Assert.Equal(Enumerable.Range(0, 50), await Patience.Block(() => proxy.Report(new Shapes(), 50)));
        }
    }

    [Fact]
    public async Task One_way_calls_then_a_call_back_into_a_caller_that_awaits()
    {
        for (int round = 0; round < Rounds; round++)
        {
            IReporter proxy = Serve<IReporter>(new Reporter());
            Assert.Equal(Enumerable.Range(0, 50), await proxy.ReportAsync(new Shapes(), 50).Within());
        }
    }
}
