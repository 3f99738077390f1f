using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Where others could read along, no token goes and servers say that they are open.</summary>
public sealed class ClearTextTests() : SecurityTest(TestTransport.Tcp)
{
    [Fact]
    public async Task A_token_is_not_sent_in_clear_beyond_this_machine_unless_it_is_allowed()
    {
        byte[]? heard = null;
        RpcServerOptions options = new() { LoggerFactory = Log, Handshake = (context, _) => { heard = context.Credentials.ToArray(); return new(HandshakeResult.Accept()); } };
        (RpcServer server, RemoteUri at) = await StartServerAsync("rpc://0.0.0.0:0", options);
        server.Add<IVault>(new Vault(), "vault");

        // An address that is not loopback and leads here all the same.
        RemoteUri uri = at.WithAddress("0.0.0.0", at.Port).WithObject("vault");
        RpcException exception = await RefusedAsync(With("secret"), uri, RpcStatus.FailedPrecondition, RpcErrorReason.CredentialsWithheld);
        Assert.Contains(nameof(RpcClientOptions.AllowTokenInClear), exception.Message, StringComparison.Ordinal);
        Assert.Contains("rpcs://", exception.Message, StringComparison.Ordinal);
        Assert.Contains(at.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
        Assert.Null(heard);

        Assert.SkipUnless(OperatingSystem.IsLinux(), "0.0.0.0 leads to this machine on Linux only.");
        RpcClient allowed = NewClient(new RpcClientOptions { Token = "secret", AllowTokenInClear = true });
        await allowed.Get<IVault>(uri).WhoAsync().Within();
        Assert.Equal("secret"u8.ToArray(), heard);

        // A hook sees for itself whether the way is safe.
        var hook = new Greeting("of the hook");
        await With("secret", hook).Get<IVault>(uri).WhoAsync().Within();
        Assert.False(Assert.Single(hook.Asked).IsProtected);
        Assert.Equal("of the hook"u8.ToArray(), heard);
    }

    [Fact]
    public async Task Listening_openly_is_a_warning_only_where_nobody_is_asked_who_they_are()
    {
        foreach ((Action<RpcServerOptions> configure, int warnings) in new (Action<RpcServerOptions>, int)[]
        {
            (static _ => { }, 1),
            (static o => o.RequireToken("x"), 0),
            (static o => o.Handshake = (_, _) => new(HandshakeResult.Accept()), 0),
        })
        {
            var log = new LogBook();
            var options = new RpcServerOptions { LoggerFactory = log };
            configure(options);
            await StartServerAsync("rpc://0.0.0.0:0", options);
            Assert.Equal(warnings, log.Count(1002));
        }
    }
}
