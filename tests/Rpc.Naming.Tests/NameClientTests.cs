using Rpc.Naming;
using Rpc.Testing;
using Xunit;

namespace Rpc.Naming.Tests;

public class NameClientTests
{
    private static readonly RemoteUri Server = NameServerAddress.Parse("ns1:9190");
    private static readonly RemoteUri OtherServer = NameServerAddress.Parse("ns2:9190");
    private static readonly RemoteUri X = RemoteUri.Parse("rpcname:x");

    private readonly ManualTime _clock = new();
    private readonly TestNameServer _server;
    private readonly NameClient _client;

    public NameClientTests()
    {
        _server = new TestNameServer(_clock);
        _client = new NameClient(_ => _server, new NameClientOptions { NameServers = [Server], TimeProvider = _clock });
    }

    private Task Register(string uri = "rpc://10.0.0.1:1/x", RegisterMode mode = RegisterMode.Replace) =>
        _server.Inside.RegisterAsync(new NameRegistration("x", uri, uri, LeaseSeconds: 0, Mode: mode));

    private async Task<string> Resolve() => (await _client.ResolveAsync(X).AsTask().WaitAsync(TimeSpan.FromSeconds(10))).ToString();

    [Fact]
    public async Task A_name_is_looked_up_once_and_then_known()
    {
        await Register();

        Assert.Equal("rpc://10.0.0.1:1/x", await Resolve());
        ValueTask<RemoteUri> second = _client.ResolveAsync(X);
        Assert.True(second.IsCompletedSuccessfully);
        Assert.Equal("rpc://10.0.0.1:1/x", (await second).ToString());
        Assert.Equal(1, _server.Lookups);
    }

    [Fact]
    public async Task An_address_resolves_to_itself_and_asks_nobody()
    {
        _server.Kill();
        RemoteUri uri = RemoteUri.Parse("rpc://h:1/x");

        Assert.Same(uri, await _client.ResolveAsync(uri));
    }

    [Fact]
    public async Task An_unknown_name_is_not_found_and_the_message_says_where_and_what_to_do()
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(Resolve);

        Assert.Equal((RpcStatus.NotFound, RpcErrorReason.NoSuchName), (error.Status, error.Reason));
        Assert.Contains("rpc://ns1:9190", error.Message, StringComparison.Ordinal);
        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
        Assert.Contains("rpc list", error.Message, StringComparison.Ordinal);
        await Register();
        Assert.Equal("rpc://10.0.0.1:1/x", await Resolve());
    }

    [Fact]
    public async Task Without_a_name_server_an_unknown_name_is_unavailable_and_the_message_says_how_to_start_one()
    {
        _server.Kill();

        RpcException error = await Assert.ThrowsAsync<RpcException>(Resolve);
        Assert.Equal((RpcStatus.Unavailable, RpcErrorReason.NameServerUnreachable), (error.Status, error.Reason));
        Assert.Contains("rpc://ns1:9190", error.Message, StringComparison.Ordinal);
        Assert.Contains("`rpc ns`", error.Message, StringComparison.Ordinal);
        Assert.Contains("RPC_NS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_name_stays_known_while_the_name_server_is_down()
    {
        await Register();
        await Resolve();
        _server.Kill();

        for (int i = 0; i < 60; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("rpc://10.0.0.1:1/x", await Resolve());
        }
    }

    [Fact]
    public async Task A_name_server_that_started_empty_does_not_take_a_working_address_away()
    {
        await Register();
        await Resolve();
        _server.StartEmpty();

        for (int i = 0; i < 30; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("rpc://10.0.0.1:1/x", await Resolve());
            await Task.Delay(1);
        }

        Assert.True(_server.Lookups > 1);
    }

    [Fact]
    public async Task An_address_that_failed_is_looked_up_again_at_once()
    {
        await Register();
        await Resolve();
        await Register("rpc://10.0.0.2:1/x");
        Assert.Equal("rpc://10.0.0.1:1/x", await Resolve());

        _client.Invalidate(X, RemoteUri.Parse("rpc://10.0.0.1:1/x"));

        Assert.Equal("rpc://10.0.0.2:1/x", await Resolve());
    }

    [Fact]
    public async Task An_address_that_failed_is_still_tried_while_no_name_server_answers()
    {
        await Register();
        await Resolve();
        _server.Kill();

        _client.Invalidate(X, RemoteUri.Parse("rpc://10.0.0.1:1/x"));
        Assert.Equal("rpc://10.0.0.1:1/x", await Resolve());
        int asked = _server.Lookups;
        _client.Invalidate(X, RemoteUri.Parse("rpc://10.0.0.1:1/x"));
        Assert.Equal("rpc://10.0.0.1:1/x", await Resolve());
        Assert.Equal(asked, _server.Lookups);
    }

    [Fact]
    public async Task An_address_that_failed_and_is_no_longer_listed_is_given_up()
    {
        await Register();
        await Resolve();
        await _server.Inside.UnregisterAsync("x");
        _client.Invalidate(X, RemoteUri.Parse("rpc://10.0.0.1:1/x"));

        Assert.Equal(RpcStatus.NotFound, (await Assert.ThrowsAsync<RpcException>(Resolve)).Status);
    }

    [Fact]
    public async Task Of_several_instances_the_one_that_failed_is_avoided()
    {
        await Register("rpc://10.0.0.1:1/x", RegisterMode.Add);
        await Register("rpc://10.0.0.2:1/x", RegisterMode.Add);
        string first = await Resolve();

        _client.Invalidate(X, RemoteUri.Parse(first));

        Assert.NotEqual(first, await Resolve());
    }

    [Fact]
    public async Task A_known_address_is_looked_up_again_in_the_background()
    {
        await Register();
        await Resolve();
        await Register("rpc://10.0.0.2:1/x");

        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("rpc://10.0.0.1:1/x", await Resolve());
        await Patience.UntilAsync(() => _server.Lookups == 2, "the name is looked up again");
        await Patience.UntilAsync(async () => await Resolve() == "rpc://10.0.0.2:1/x", "the new address is known");
    }

    [Fact]
    public async Task A_hundred_callers_at_once_are_one_lookup()
    {
        await Register();
        var gate = new TaskCompletionSource();
        _server.Gate = gate.Task;
        Task<string>[] callers = [.. Enumerable.Range(0, 100).Select(_ => Resolve())];
        await Task.Delay(50);
        gate.SetResult();

        Assert.All(await Task.WhenAll(callers), uri => Assert.Equal("rpc://10.0.0.1:1/x", uri));
        Assert.Equal(1, _server.Lookups);
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_take_the_others_along()
    {
        await Register();
        var gate = new TaskCompletionSource();
        _server.Gate = gate.Task;
        using var impatient = new CancellationTokenSource();
        Task<RemoteUri> first = _client.ResolveAsync(X, impatient.Token).AsTask();
        Task<string> second = Resolve();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal("rpc://10.0.0.1:1/x", await second);
    }

    [Fact]
    public async Task A_name_server_that_never_answers_is_given_up_after_its_time()
    {
        var client = new NameClient(_ => _server, new NameClientOptions { NameServers = [Server], Timeout = TimeSpan.FromMilliseconds(50) });
        _server.Hangs = true;

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => client.ResolveAsync(X).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(RpcErrorReason.NameServerUnreachable, error.Reason);
        Assert.Contains("no answer in time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_name_servers_the_next_one_is_asked()
    {
        var second = new TestNameServer(_clock);
        var client = new NameClient(uri => uri == Server ? _server : second, new NameClientOptions { NameServers = [Server, OtherServer], TimeProvider = _clock });
        await second.Inside.RegisterAsync(new NameRegistration("x", "rpc://10.0.0.9:1/x", "s"));
        _server.Kill();

        Assert.Equal("rpc://10.0.0.9:1/x", (await client.ResolveAsync(X)).ToString());
        int asked = _server.Lookups;
        await client.NameServer.LookupAsync("x");
        Assert.Equal(asked, _server.Lookups);

        second.Kill();
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => client.NameServer.CountAsync());
        Assert.Contains("rpc://ns1:9190 or rpc://ns2:9190", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_says_no_is_not_asked_of_the_next_name_server()
    {
        var second = new TestNameServer(_clock);
        var client = new NameClient(uri => uri == Server ? _server : second, new NameClientOptions { NameServers = [Server, OtherServer], TimeProvider = _clock });

        await Assert.ThrowsAsync<RpcException>(() => client.ResolveAsync(X).AsTask());
        Assert.Equal(0, second.Lookups);
    }

    [Fact]
    public async Task A_uri_that_names_its_name_server_is_asked_there()
    {
        RemoteUri? connected = null;
        var client = new NameClient(uri => { connected = uri; return _server; }, new NameClientOptions { NameServers = [OtherServer], TimeProvider = _clock });
        await Register();

        await client.ResolveAsync(RemoteUri.Parse("rpcname:x@ns1"));

        Assert.Equal(Server, connected);
    }

    [Fact]
    public async Task Tags_lead_to_an_instance_that_has_all_of_them_under_any_name()
    {
        await Register();
        await _server.Inside.RegisterAsync(new NameRegistration("y", "rpc://10.0.0.2:1/y", "s", ["a", "c"]));
        await _server.Inside.RegisterAsync(new NameRegistration("z", "rpc://10.0.0.3:1/z", "s", ["b", "a"]));

        Assert.Equal("rpc://10.0.0.3:1/z", (await _client.ResolveAsync(RemoteUri.Parse("rpcmeta:a,b"))).ToString());
    }

    [Fact]
    public async Task Tags_that_nothing_has_are_not_found_and_the_message_says_which_and_where()
    {
        await Register();
        RemoteUri tags = RemoteUri.Parse("rpcmeta:a,b%20c");

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => _client.ResolveAsync(tags).AsTask());
        Assert.Equal((RpcStatus.NotFound, RpcErrorReason.NoSuchName), (error.Status, error.Reason));
        Assert.Contains("the tags 'a' and 'b c'", error.Message, StringComparison.Ordinal);
        Assert.Contains("rpc://ns1:9190", error.Message, StringComparison.Ordinal);
        await _server.Inside.SetMetadataAsync("x", ["a", "b c"]);
        Assert.Equal("rpc://10.0.0.1:1/x", (await _client.ResolveAsync(tags)).ToString());
    }

    [Fact]
    public async Task More_names_with_a_tag_than_a_page_holds_are_all_found()
    {
        await Task.WhenAll(Enumerable.Range(0, 1001).Select(i => _server.Inside.RegisterAsync(new NameRegistration($"n{i:0000}", $"rpc://10.0.0.{(i < 1000 ? 1 : 2)}:1/x", "s", ["t"]))));
        RemoteUri tags = RemoteUri.Parse("rpcmeta:t");
        RemoteUri first = await _client.ResolveAsync(tags);
        Assert.Equal("rpc://10.0.0.1:1/x", first.ToString());
        _client.Invalidate(tags, first);

        Assert.Equal("rpc://10.0.0.2:1/x", (await _client.ResolveAsync(tags)).ToString());
    }

    [Fact]
    public async Task A_name_server_that_hangs_holds_up_nobody_who_knows_an_address()
    {
        await Register();
        await Resolve();
        _server.Hangs = true;
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("rpc://10.0.0.1:1/x", await Resolve());

        // Nothing answered there, so it is asked for, but not for long.
        _client.Invalidate(X, RemoteUri.Parse("rpc://10.0.0.1:1/x"));
        Task<string> asking = Resolve();
        await _clock.RunAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("rpc://10.0.0.1:1/x", await asking);
        Assert.Equal("rpc://10.0.0.1:1/x", await Resolve());
    }

    [Fact]
    public async Task A_name_server_that_hung_is_asked_again_when_the_one_after_it_fails()
    {
        var second = new TestNameServer(_clock);
        var client = new NameClient(uri => uri == Server ? _server : second, new NameClientOptions { NameServers = [Server, OtherServer], TimeProvider = _clock });
        await second.Inside.RegisterAsync(new NameRegistration("x", "rpc://10.0.0.9:1/x", "s"));
        await Register();
        _server.Hangs = true;
        Task<RemoteUri> slow = client.ResolveAsync(X).AsTask();
        await _clock.RunAsync(TimeSpan.FromSeconds(6));
        Assert.Equal("rpc://10.0.0.9:1/x", (await slow.WaitAsync(TimeSpan.FromSeconds(10))).ToString());

        _server.Hangs = false;
        second.Kill();
        Assert.Equal("rpc://10.0.0.1:1/x", Assert.Single((await client.NameServer.LookupAsync("x")).Instances).Uri);
    }

    [Theory]
    [InlineData("host", "rpc://host:9190/nameserver")]
    [InlineData("host:77", "rpc://host:77/nameserver")]
    [InlineData("[::1]", "rpc://[::1]:9190/nameserver")]
    [InlineData("rpcs://host:77", "rpcs://host:77/nameserver")]
    [InlineData("rpc+unix:///run/ns.sock", "rpc+unix:///run/ns.sock#nameserver")]
    public void The_address_of_a_name_server_may_be_short(string text, string uri) => Assert.Equal(uri, NameServerAddress.Parse(text).ToString());

    [Theory]
    [InlineData("host:port", "0 to 65535")]
    [InlineData("a b", "the host contains")]
    [InlineData("rpcname:x", "0 to 65535")]
    [InlineData("http://x", "not a remote URI")]
    public void A_malformed_address_is_refused_with_the_reason(string text, string reason)
    {
        FormatException error = Assert.Throws<FormatException>(() => NameServerAddress.Parse(text));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_names_the_name_servers_where_the_program_does_not()
    {
        string? before = Environment.GetEnvironmentVariable(NameServerAddress.Variable);
        try
        {
            Environment.SetEnvironmentVariable(NameServerAddress.Variable, null);
            Assert.Equal([NameServerAddress.Default], new NameClient(_ => _server).NameServers);
            Environment.SetEnvironmentVariable(NameServerAddress.Variable, "ns1, ns2:9190");
            Assert.Equal([Server, OtherServer], new NameClient(_ => _server).NameServers);
            Environment.SetEnvironmentVariable(NameServerAddress.Variable, "ns1:x");
            Assert.Contains("RPC_NS", Assert.Throws<FormatException>(() => new NameClient(_ => _server)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(NameServerAddress.Variable, before);
        }
    }
}
