using Rpc.Tests.Shared;
using Rpc.Transports;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>A listener of a user's own that does not keep what <see cref="ITransportListener"/> promises.</summary>
public sealed class BrokenListenerTests
{
    [Fact]
    public async Task A_listener_that_fails_with_anything_but_an_IOException_is_named_in_the_log()
    {
        var log = new LogBook();
        await using var server = new RpcServer(new RpcServerOptions { LoggerFactory = log });
        await server.ListenAsync(new Broken(), RemoteUri.Parse("rpc+mem://broken"), TestContext.Current.CancellationToken);
        await log.UntilAsync(1030);
        Assert.Contains("not today", log.Text(1030), StringComparison.Ordinal);
    }

    private sealed class Broken : ITransportListener
    {
        public ValueTask<TransportConnection?> AcceptAsync() => throw new InvalidOperationException("not today");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
