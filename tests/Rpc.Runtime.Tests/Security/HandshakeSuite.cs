using System.Text;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>The hooks of both sides: who is let in, as whom, and what is said about it.</summary>
public abstract class HandshakeSuite(TestTransport transport) : SecurityTest(transport)
{
    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    [Fact]
    public async Task A_refused_client_hears_the_given_reason_and_the_log_the_real_one()
    {
        (_, RemoteUri uri) = await VaultAsync(o => o.Handshake = (_, _) => new(HandshakeResult.Refuse("come back tomorrow", "on the black list", RpcStatus.PermissionDenied)));

        RpcException exception = await RefusedAsync(With(null), uri, RpcStatus.PermissionDenied);
        Assert.Contains("come back tomorrow", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("black list", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("on the black list", Log.Text(1051), StringComparison.Ordinal);
        Assert.Contains("come back tomorrow", Log.Text(1051), StringComparison.Ordinal);
        Assert.All(Log.Lines.Where(line => line.Id == 1051), static line => Assert.Equal("Rpc.Audit", line.Category));
    }

    [Fact]
    public async Task A_hook_that_throws_refuses_and_tells_the_client_nothing_of_it()
    {
        (_, RemoteUri uri) = await VaultAsync(o => o.Handshake = (_, _) => throw new InvalidOperationException("the directory is down"));

        RpcException exception = await RefusedAsync(With(null), uri);
        Assert.EndsWith("Refused.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("directory", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("the directory is down", Log.Text(1052), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hook_that_never_answers_is_cut_off_and_those_that_block_hold_nobody_up()
    {
        using var release = new ManualResetEventSlim();
        (_, RemoteUri uri) = await VaultAsync(o =>
        {
            o.Limits = new RpcLimits { HandshakeTimeout = TimeSpan.FromSeconds(2) };
            o.Handshake = async (context, token) =>
            {
                if (Text(context.Credentials) == "hang")
                {
                    await Task.Delay(Timeout.Infinite, CancellationToken.None);
                }

                if (Text(context.Credentials) == "block")
                {
                    release.Wait(CancellationToken.None);
                }

                return HandshakeResult.Accept();
            };
        });
        Task<RpcException>[] stuck = [.. Enumerable.Range(0, 8).Select(i => Assert.ThrowsAsync<RpcException>(
            () => With(null, new Greeting(i % 2 == 0 ? "hang" : "block")).Get<IVault>(uri).WhoAsync().Within()))];
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal("False  False", (await With(null).Get<IVault>(uri).WhoAsync().Within(Patience.Soon))[..12]);
        }

        foreach (Task<RpcException> one in stuck)
        {
            Assert.Equal(RpcOutcome.NotExecuted, (await one.Within()).Outcome);
        }

        release.Set();
    }

    [Fact]
    public async Task Credentials_and_data_arrive_and_the_answer_comes_back()
    {
        HandshakeContext? seen = null;
        (RpcServer server, RemoteUri uri) = await VaultAsync(o => o.Handshake = (context, _) =>
        {
            seen = context;
            return new(HandshakeResult.Accept(User("ali", "admin"), "take this"u8.ToArray()));
        });
        ServerGreeting? answer = null;
        var greeting = new Greeting("secret", "from far away", got =>
        {
            answer = got;
            return null;
        });

        Assert.StartsWith("True ali True", await With(null, greeting).Get<IVault>(uri).WhoAsync().Within(), StringComparison.Ordinal);
        Assert.Equal(("secret", "from far away", uri.Scheme), (Text(seen!.Credentials), Text(seen.Data), seen.Scheme));
        Assert.NotEmpty(seen.PeerAddress);
        Assert.Null(seen.User);
        Assert.Equal("take this", Text(answer!.Data));
        Assert.Null(answer.Certificate);
        ClientHandshakeContext asked = Assert.Single(greeting.Asked);
        Assert.Equal((uri.WithoutObject(), true), (asked.Address, asked.IsProtected));
        Assert.Contains("is welcome as ali", Log.Text(1050), StringComparison.Ordinal);
        Assert.Single(server.Connections);
    }

    [Fact]
    public async Task A_client_can_refuse_a_server_and_its_callers_hear_why()
    {
        (RpcServer server, RemoteUri uri) = await VaultAsync(o => o.Handshake = (_, _) => new(HandshakeResult.Accept(data: "staging"u8.ToArray())));

        RpcException exception = await RefusedAsync(With(null, new Greeting(null, check: answer => $"this is {Text(answer.Data)}")), uri, reason: RpcErrorReason.CredentialsWithheld);
        Assert.Contains("this is staging", exception.Message, StringComparison.Ordinal);
        Assert.Equal(uri.WithoutObject().ToString(), exception.RemoteUri);
        await Patience.UntilAsync(() => server.Connections.Count == 0, "the connection is gone");
    }

    [Fact]
    public async Task A_clients_hook_that_throws_fails_its_calls_and_says_so()
    {
        (_, RemoteUri uri) = await VaultAsync(static _ => { });

        RpcException exception = await RefusedAsync(With(null, new Greeting(null, check: _ => throw new InvalidOperationException("no certificate store"))), uri, reason: RpcErrorReason.CredentialsWithheld);
        Assert.Contains("no certificate store", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_long_credentials_are_told_before_they_are_sent()
    {
        (_, RemoteUri uri) = await VaultAsync(static _ => { });

        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => With(new string('x', 20_000)).Get<IVault>(uri).WhoAsync().Within());
        Assert.Equal(RpcStatus.InvalidArgument, exception.Status);
        Assert.Contains("16384", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(static () => HandshakeResult.Accept(data: new byte[HandshakeResult.MaxDataBytes + 1]));
        Assert.Throws<ArgumentException>(static () => HandshakeResult.Refuse("x", status: RpcStatus.Ok));
        Assert.Equal(1_000, HandshakeResult.Refuse(new string('x', 100_000)).Reason.Length);
    }

    [Fact]
    public async Task Without_a_hook_a_caller_is_nobody()
    {
        IVault proxy = Serve<IVault>(new Vault());
        Assert.StartsWith("False  False", await proxy.WhoAsync().Within(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unix_socket_tells_the_callers_user_id_and_nothing_else_does()
    {
        HandshakeContext? seen = null;
        (_, RemoteUri uri) = await VaultAsync(o => o.Handshake = (context, _) =>
        {
            seen = context;
            return new(HandshakeResult.Accept());
        });

        string who = await With(null).Get<IVault>(uri).WhoAsync().Within();
        string own = uri.Scheme == RemoteScheme.Unix && OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/self/status").First(static line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2]
            : uri.Scheme == RemoteScheme.Unix && OperatingSystem.IsMacOS() ? seen!.PeerUserId.ToString()! : "";
        if (uri.Scheme == RemoteScheme.Unix && !OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(uri.Path!));
        }

        Assert.Equal("False  False " + own, who);
        Assert.Equal(own, seen!.PeerUserId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "");
    }
}
