using System.Security.Claims;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Servers that look at who comes, and clients that are somebody.</summary>
public abstract class SecurityTest(TestTransport transport) : RpcTest(transport)
{
    private protected LogBook Log { get; } = new();

    protected static ClaimsPrincipal User(string name, params string[] roles) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), .. roles.Select(role => new Claim(ClaimTypes.Role, role))], "test"));

    /// <summary>A server with a vault, and its URI.</summary>
    protected async Task<(RpcServer Server, RemoteUri Uri)> VaultAsync(Action<RpcServerOptions> configure, Vault? vault = null)
    {
        RpcServerOptions options = ServerOptions;
        options.LoggerFactory = Log;
        configure(options);
        (RpcServer server, _) = await StartServerAsync(options: options);
        return (server, server.Add<IVault>(vault ?? new Vault(), "vault"));
    }

    protected RpcClient With(string? token, IClientHandshake? hook = null) => NewClient(new RpcClientOptions { Token = token, Handshake = hook, LoggerFactory = Log });

    protected static async Task<RpcException> RefusedAsync(RpcClient client, RemoteUri uri, RpcStatus status = RpcStatus.Unauthenticated, RpcErrorReason reason = RpcErrorReason.HandshakeRefused)
    {
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => client.Get<IVault>(uri).WhoAsync().Within());
        Assert.Equal((status, reason, RpcOutcome.NotExecuted), (exception.Status, exception.Reason, exception.Outcome));
        return exception;
    }

    protected static void AssertDenied(RpcException exception) =>
        Assert.Equal((RpcStatus.PermissionDenied, RpcErrorReason.AccessDenied, RpcOutcome.NotExecuted), (exception.Status, exception.Reason, exception.Outcome));
}
