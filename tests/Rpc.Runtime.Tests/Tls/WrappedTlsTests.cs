using Rpc.Testing;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Whoever wraps connections lets nobody in whom the transport refuses.</summary>
public sealed class WrappedTlsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_without_a_certificate_is_refused_through_wrapped_connections_too(bool atClient)
    {
        using var faults = new NetworkFaults();
        TestTransport transport = TestTransport.MutualTls;
        RpcServerOptions serving = transport.Complete(new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(2) });
        serving.Listener = atClient ? null : faults.Listener;
        await using var server = new RpcServer(serving);
        await server.ListenAsync(transport.NewAddress());
        RemoteUri uri = server.Add<IShapes>(new Shapes());
        RpcClientOptions showing = transport.Complete(new RpcClientOptions());
        showing.Connect = atClient ? faults.Connect : null;
        await using var known = new RpcClient(showing);
        await using var unknown = new RpcClient(new RpcClientOptions { Connect = showing.Connect, Tls = new RpcClientTls { AuthorityPath = showing.Tls!.AuthorityPath } });

        Assert.Equal(49, await known.Get<IShapes>(uri).SquareTaskAsync(7).Within());
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => unknown.Get<IShapes>(uri).SquareTaskAsync(7).Within());

        Assert.Equal((RpcStatus.Unauthenticated, RpcErrorReason.HandshakeRefused), (refused.Status, refused.Reason));
        faults.InBothDirections(static direction => direction.FragmentBytes = 1);
        Assert.Equal(64, await known.Get<IShapes>(uri).SquareTaskAsync(8).Within());
        Assert.InRange(faults.CountOf(FaultKind.Fragmented), 10, long.MaxValue);
    }
}
