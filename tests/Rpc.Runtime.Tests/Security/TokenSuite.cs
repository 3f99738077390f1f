using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Tokens: which are taken, whom they stand for, and where they never go.</summary>
public abstract class TokenSuite(TestTransport transport) : SecurityTest(transport)
{
    private const string Token = "correct-horse-battery-staple";

    [Fact]
    public async Task Only_the_whole_token_lets_a_client_in()
    {
        (_, RemoteUri uri) = await VaultAsync(static o => o.RequireToken(Token));

        Assert.StartsWith("True token False", await With(Token).Get<IVault>(uri).WhoAsync().Within(), StringComparison.Ordinal);
        foreach (string wrong in new[] { Token[..^1], Token + "x", Token.ToUpperInvariant(), " " + Token, "x", new('c', 10_000) })
        {
            RpcException exception = await RefusedAsync(With(wrong), uri);
            Assert.Contains("not valid", exception.Message, StringComparison.Ordinal);
        }

        RpcException none = await RefusedAsync(With(null), uri);
        Assert.Contains(nameof(RpcClientOptions.Token), none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_tokens_are_valid_at_once_and_change_while_connections_stay()
    {
        string[] valid = ["one", "two", ""];
        (_, RemoteUri uri) = await VaultAsync(o => o.RequireToken(() => Volatile.Read(ref valid)));

        IVault one = With("one").Get<IVault>(uri);
        await one.WhoAsync().Within();
        await With("two").Get<IVault>(uri).WhoAsync().Within();
        Volatile.Write(ref valid, ["two", "three"]);
        await RefusedAsync(With("one"), uri);
        await RefusedAsync(With(null), uri);
        await With("three").Get<IVault>(uri).WhoAsync().Within();
        await one.WhoAsync().Within();
    }

    [Fact]
    public async Task Each_token_stands_for_its_user_and_roles()
    {
        (_, RemoteUri uri) = await VaultAsync(static o => o.RequireToken("a-token", "ali", "admin", "night").RequireToken("b-token", "bea"));

        Assert.StartsWith("True ali True", await With("a-token").Get<IVault>(uri).WhoAsync().Within(), StringComparison.Ordinal);
        Assert.StartsWith("True bea False", await With("b-token").Get<IVault>(uri).WhoAsync().Within(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hook_hears_of_valid_tokens_only_and_may_add_to_them()
    {
        int asked = 0;
        (_, RemoteUri uri) = await VaultAsync(o => o.RequireToken(Token, "ali").Handshake = (context, _) =>
        {
            asked++;
            return new(context.Data.IsEmpty ? HandshakeResult.Accept() : HandshakeResult.Accept(User(context.User!.Identity!.Name + " at work", "admin")));
        });

        await RefusedAsync(With("wrong"), uri);
        Assert.Equal(0, asked);
        Assert.StartsWith("True ali False", await With(Token).Get<IVault>(uri).WhoAsync().Within(), StringComparison.Ordinal);
        Assert.StartsWith("True ali at work True", await With(Token, new Greeting(null, "work")).Get<IVault>(uri).WhoAsync().Within(), StringComparison.Ordinal);
        await RefusedAsync(With(Token, new Greeting("something else")), uri);
    }

    [Fact]
    public async Task No_log_line_of_either_side_holds_a_token()
    {
        string[] tokens = [Token, "wrong-token-1", "hook-token-2", "data-token-3"];
        (_, RemoteUri uri) = await VaultAsync(o => o.RequireToken(Token, "ali", "admin").Handshake = (context, _) =>
            new(context.Data.Length > 0 ? HandshakeResult.Refuse("no") : HandshakeResult.Accept()));
        await RefusedAsync(With(tokens[1]), uri);
        await RefusedAsync(With(null, new Greeting(tokens[2], tokens[3])), uri);
        await RefusedAsync(With(Token, new Greeting(null, tokens[3])), uri);
        await Assert.ThrowsAsync<RpcException>(() => With(Token).Get<IVault>("rpc://10.99.99.99:1/vault").WhoAsync().Within());
        IVault vault = With(Token).Get<IVault>(uri);
        vault.Open(1);
        Assert.Throws<RpcException>(() => vault.Inherited());

        Assert.Contains(Log.Lines, static line => line.Id == 1051);
        Assert.Contains(Log.Lines, static line => line.Id == 1053);
        Assert.Contains(Log.Lines, static line => line.Id == 1056);
        Assert.All(Log.Lines, line => Assert.All(tokens, token => Assert.DoesNotContain(token, line.Whole, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void An_empty_token_cannot_be_required()
    {
        Assert.ThrowsAny<ArgumentException>(static () => new RpcServerOptions().RequireToken(""));
        Assert.ThrowsAny<ArgumentException>(static () => new RpcServerOptions().RequireToken((Func<IEnumerable<string>>)null!));
    }

    [Fact]
    public async Task A_servers_own_client_has_what_its_options_say()
    {
        (_, RemoteUri uri) = await VaultAsync(static o => o.RequireToken(Token));
        (RpcServer other, _) = await StartServerAsync(options: new RpcServerOptions { ConfigureClient = static o => o.Token = Token });

        Assert.StartsWith("True", await other.Client.Get<IVault>(uri).WhoAsync().Within(), StringComparison.Ordinal);
    }
}
