using Rpc.Calls;
using Rpc.Connections;
using Rpc.Protocol;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>A connection that its peer has broken.</summary>
public sealed class BrokenConnectionTests() : RpcTest(TestTransport.Tcp)
{
    /// <summary>The event of a broken connection.</summary>
    private const int ProtocolBroken = 1006;

    private readonly LogBook _log = new();

    protected override RpcServerOptions ServerOptions => new() { LoggerFactory = _log, DrainTimeout = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task What_two_threads_find_broken_is_told_and_counted_once()
    {
        Assert.Equal(7, Serve<IFlows>(new Flows()).Quick(7));
        RpcConnection connection = Assert.Single(Server.Connections);
        IncomingCall running = Running(connection);
        connection.Detach(running);

        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var both = new ManualResetEventSlim();
        _log.OnLine = line =>
        {
            if (line.Id == ProtocolBroken && told.TrySetResult())
            {
                both.Wait(Patience.Limit);
            }
        };
        Task first = Patience.Block(() => connection.Detach(Running(connection)));
        await told.Task.Within();
        await Patience.Block(() => connection.Detach(Running(connection)));
        both.Set();
        await first;
        await connection.Ended.Within();
        connection.Finished(running);
        Assert.Equal(1, _log.Count(ProtocolBroken));
    }

    /// <summary>A call that runs, always under the same id.</summary>
    private static IncomingCall Running(RpcConnection connection)
    {
        var call = new IncomingCall(connection);
        call.Begin(null!, null, 1_000_000, new CallHeader(1, 0, CallHeaderFlags.None, 0, 1, 0), oneWay: false, default, null);
        return call;
    }
}
