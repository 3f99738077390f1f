using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What travels beside a call and its answer: headers, correlation ids, limits of time.</summary>
public abstract class HeaderSuite(TestTransport transport) : RpcTest(transport)
{
    [Fact]
    public async Task Headers_reach_their_call_and_no_other()
    {
        IHeaders proxy = Serve<IHeaders>(new Headers());
        using (CallScope.Begin(new CallOptions { Headers = new RpcHeaders { { "colour", "grün 💚" }, { "empty", "" } } }))
        {
            Assert.Equal("grün 💚", proxy.Tell("Colour"));
            Assert.Equal("grün 💚", await proxy.TellAsync("COLOUR").Within());
            Assert.Equal("", proxy.Tell("empty"));
            Assert.Equal(2, proxy.Count());
            proxy.Keep("colour");
        }

        Assert.Null(proxy.Tell("colour"));
        Assert.Equal(0, proxy.Count());
        await Patience.UntilAsync(() => proxy.Kept() == "grün 💚", "the one-way call has brought its header");
    }

    [Fact]
    public async Task Headers_travel_with_arguments_of_any_length()
    {
        IHeaders proxy = Serve<IHeaders>(new Headers());
        string value = new('x', 15_000);
        using CallScope scope = CallScope.Begin(new CallOptions { Headers = new RpcHeaders { { "long", value } } });
        foreach (int load in new[] { 0, 49_000, 70_000, 3_000_000 })
        {
            Assert.Equal(value, await proxy.TellAsync("long", new byte[load]).Within());
        }
    }

    [Fact]
    public async Task Answers_bring_headers_to_the_scope_of_their_call_only()
    {
        IHeaders proxy = Serve<IHeaders>(new Headers());
        using CallScope scope = CallScope.Begin(new CallOptions());
        foreach (int load in new[] { 0, 70_000, 3_000_000 })
        {
            Assert.Equal(load, (await proxy.AnswerAsync("answer", $"{load} bytes", load).Within()).Length);
            Assert.Equal($"{load} bytes", scope.ResponseHeaders["answer"]);
            proxy.Count();
            Assert.Empty(scope.ResponseHeaders);
        }

        Assert.Throws<InvalidOperationException>(() => proxy.Fail("why", "because"));
        Assert.Equal("because", scope.ResponseHeaders["why"]);
        Assert.Equal([1, 2], await proxy.Stream("end", "of it").ToListAsync());
        Assert.Equal("of it", scope.ResponseHeaders["end"]);
        using (CallScope inner = CallScope.Begin(new CallOptions()))
        {
            await proxy.AnswerAsync("inner", "one").Within();
            Assert.Equal("one", inner.ResponseHeaders["inner"]);
        }

        Assert.False(scope.ResponseHeaders.TryGetValue("inner", out _));
        await proxy.AnswerAsync("outer", "one").Within();
        Assert.True(scope.ResponseHeaders.TryGetValue("outer", out _));
    }

    [Fact]
    public async Task Concurrent_scopes_keep_to_themselves()
    {
        IHeaders proxy = Serve<IHeaders>(new Headers());
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            using CallScope scope = CallScope.Begin(new CallOptions { Headers = new RpcHeaders { { "me", $"{i}" } } });
            for (int n = 0; n < 20; n++)
            {
                Assert.Equal($"{i}", await proxy.TellAsync("me"));
                await proxy.AnswerAsync("you", $"{i}.{n}");
                Assert.Equal($"{i}.{n}", scope.ResponseHeaders["you"]);
            }
        })).Within();
    }

    [Fact]
    public async Task Json_calls_carry_headers_too()
    {
        RemoteUri uri = Server.Add<IHeaders>(new Headers());
        using CallScope scope = CallScope.Begin(new CallOptions { Headers = new RpcHeaders { { "by", "JSON" } } });
        Assert.Equal("JSON", (await Client.CallJsonAsync(uri, "Tell", """["by"]""", TestContext.Current.CancellationToken)).GetString());
        await Client.CallJsonAsync(uri, "AnswerAsync", """["a","b"]""", TestContext.Current.CancellationToken);
        Assert.Equal("b", scope.ResponseHeaders["a"]);
    }

    [Fact]
    public void More_headers_than_the_caller_may_send_are_refused_before_anything_is_sent()
    {
        IHeaders proxy = Serve<IHeaders>(new Headers());
        using CallScope scope = CallScope.Begin(new CallOptions { Headers = new RpcHeaders { { "long", new string('x', 17_000) } } });
        RpcException exception = Assert.Throws<RpcException>(() => proxy.Count());
        Assert.Equal((RpcStatus.ResourceExhausted, RpcOutcome.NotExecuted), (exception.Status, exception.Outcome));
        Assert.Contains("MaxHeaderBytes", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public async Task Headers_at_the_servers_limit_are_taken_and_one_byte_more_is_refused(int bytes, bool taken)
    {
        (RpcServer server, _) = await StartServerAsync(options: new RpcServerOptions { Limits = new RpcLimits { MaxHeaderBytes = 200 } });
        IHeaders proxy = Client.Get<IHeaders>(server.Add<IHeaders>(new Headers()));
        string value = new('x', bytes - 4 - 8 - 1);
        using (CallScope.Begin(new CallOptions { Headers = new RpcHeaders { { "h", value } } }))
        {
            if (taken)
            {
                Assert.Equal(value, proxy.Tell("h"));
            }
            else
            {
                RpcException exception = Assert.Throws<RpcException>(() => proxy.Tell("h"));
                Assert.Equal((RpcStatus.ResourceExhausted, RpcErrorReason.OverLimit, RpcOutcome.NotExecuted), (exception.Status, exception.Reason, exception.Outcome));
                Assert.Contains("201 bytes", exception.Message, StringComparison.Ordinal);
            }
        }

        Assert.Equal(0, proxy.Count());
        Assert.Throws<InvalidOperationException>(() => proxy.Fail("h", new string('y', 400)));
        RpcException answer = await Assert.ThrowsAsync<RpcException>(() => proxy.AnswerAsync("h", new string('y', 400)).Within());
        Assert.Equal((RpcStatus.ResourceExhausted, RpcOutcome.Completed), (answer.Status, answer.Outcome));
    }

    [Fact]
    public async Task A_correlation_id_is_kept_or_made_and_follows_the_chain()
    {
        IHeaders proxy = Serve<IHeaders>(new Headers());
        IHeaders flowing = Client.Get<IHeaders>(Server.Add<IHeaders>(new Headers(), options: new ObjectOptions { FlowCallContext = true }));
        var mine = new Headers();
        string made = proxy.Correlation();
        Assert.Matches("^[0-9a-f]{16}$", made);
        Assert.NotEqual(made, proxy.Correlation());
        using (CallScope.Begin(new CallOptions { CorrelationId = "order 66", Headers = new RpcHeaders { { "other", "stays" } } }))
        {
            Assert.Equal("order 66", proxy.Correlation());
            Assert.Equal("order 66", await proxy.ThroughAsync(mine, afterAwait: false).Within());
            Assert.Equal("order 66", await flowing.ThroughAsync(mine, afterAwait: true).Within());

            // The correlation id alone goes on: a header is for its own call.
            Assert.Equal(1, await Patience.Block(() => proxy.CountThrough(mine)));
        }
    }

    [Fact]
    public async Task The_logs_of_both_sides_name_a_failed_call_by_its_correlation_id()
    {
        using var atServer = new LogBook();
        using var atClient = new LogBook();
        (RpcServer server, _) = await StartServerAsync(options: new RpcServerOptions { LoggerFactory = atServer, DrainTimeout = TimeSpan.FromSeconds(2) });
        RpcClient client = NewClient(new RpcClientOptions { LoggerFactory = atClient });
        IHeaders proxy = client.Get<IHeaders>(server.Add<IHeaders>(new Headers()));
        var slow = new Slow();
        ISlow late = client.Get<ISlow>(server.Add<ISlow>(slow));
        Assert.Equal(1, late.Quick(1));
        using (CallScope.Begin(new CallOptions { CorrelationId = "order 66", Timeout = TimeSpan.FromMilliseconds(300) }))
        {
            await Assert.ThrowsAsync<RpcException>(() => late.StubbornAsync().Within());
        }

        slow.Release();
        Assert.Contains("(order 66)", Assert.Single(atClient.Of(1090)), StringComparison.Ordinal);
        using (CallScope.Begin(new CallOptions { CorrelationId = "order 67\nforged" + new string('x', 500) }))
        {
            Assert.Throws<InvalidOperationException>(() => proxy.Fail("a", "b"));
        }

        await Patience.UntilAsync(() => atServer.Of(1020).Any(static line => line.Contains("(order 67", StringComparison.Ordinal)), "the server's log names it");
        Assert.All(atServer.Of(1020), static line => Assert.True(!line.Contains('\n', StringComparison.Ordinal) && line.Length < 500, line));
    }

    [Fact]
    public async Task A_scope_gives_its_calls_their_time_and_nested_calls_what_is_left()
    {
        var mine = new Headers();
        IHeaders proxy = Client.Get<IHeaders>(Server.Add<IHeaders>(new Headers()), new ProxyOptions { Timeout = TimeSpan.FromSeconds(25) });
        IHeaders flowing = Client.Get<IHeaders>(Server.Add<IHeaders>(new Headers(), options: new ObjectOptions { FlowCallContext = true }));
        Assert.InRange(proxy.Time(), 1, 25_000);
        using (CallScope.Begin(new CallOptions { Timeout = TimeSpan.FromSeconds(20) }))
        {
            Assert.InRange(proxy.Time(), 1, 20_000);
            Assert.InRange(await proxy.TimeThroughAsync(mine, afterAwait: false).Within(), 1, 20_000);
            Assert.InRange(await flowing.TimeThroughAsync(mine, afterAwait: true).Within(), 1, 20_000);
        }

        using (CallScope.Begin(new CallOptions { Timeout = Timeout.InfiniteTimeSpan }))
        {
            Assert.Equal(-1, proxy.Time());
        }
    }

    [Fact]
    public void What_cannot_be_a_header_is_refused_where_it_is_written()
    {
        var headers = new RpcHeaders { { "a", "1" } };
        Assert.Throws<ArgumentException>(() => headers.Add("A", "2"));
        Assert.Throws<ArgumentException>(() => headers["with space"] = "2");
        Assert.Throws<ArgumentException>(() => headers[""] = "2");
        Assert.Throws<ArgumentException>(() => headers[new string('n', 129)] = "2");
        Assert.Throws<ArgumentException>(() => headers["half"] = "\uD800");
        Assert.Throws<KeyNotFoundException>(() => headers["b"]);
        headers["pair"] = "\U0001F49A";
        Assert.Equal(2, headers.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallOptions { Timeout = TimeSpan.Zero });
    }
}
