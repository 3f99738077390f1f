using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What callers hear of handlers that fail.</summary>
public abstract class ErrorSuite(TestTransport transport) : RpcTest(transport)
{
    protected override RpcServerOptions ServerOptions => new() { DetailedErrors = false, DrainTimeout = TimeSpan.FromSeconds(2) };

    [Theory]
    [InlineData("argument")]
    [InlineData("null")]
    [InlineData("range")]
    [InlineData("state")]
    [InlineData("unsupported")]
    [InlineData("unwritten")]
    [InlineData("zero")]
    [InlineData("overflow")]
    [InlineData("format")]
    [InlineData("key")]
    [InlineData("access")]
    [InlineData("time")]
    public async Task A_well_known_exception_comes_back_as_itself(string kind)
    {
        ICaught proxy = Serve<ICaught>(new Caught());
        Exception thrown = Caught.Kinds[kind]();
        Exception[] caught =
        [
            Assert.Throws(thrown.GetType(), () => proxy.Throw(kind)),
            await Assert.ThrowsAsync(thrown.GetType(), () => proxy.ThrowAsync(kind).Within()),
        ];
        foreach (Exception exception in caught)
        {
            Assert.Equal(thrown.Message, exception.Message);
            Assert.Equal((thrown as ArgumentException)?.ParamName, (exception as ArgumentException)?.ParamName);
        }

        Assert.Equal(1, proxy.Quick(1));
    }

    [Fact]
    public async Task Any_other_exception_keeps_its_details_on_the_server()
    {
        ICaught proxy = Serve<ICaught>(new Caught());
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => proxy.ThrowAsync("other").Within());
        Assert.Equal(RpcStatus.Unknown, exception.Status);
        Assert.Equal(RpcOutcome.Completed, exception.Outcome);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(ICaught.ThrowAsync), exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.RemoteType);
        Assert.Null(exception.RemoteStackTrace);
        Assert.Equal(RemoteProxy.UriOf(proxy), exception.RemoteUri);
    }

    [Fact]
    public async Task An_exception_that_cannot_tell_its_message_is_told_all_the_same()
    {
        ICaught proxy = Serve<ICaught>(new Caught());

        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => proxy.ThrowAsync("untellable").Within());

        Assert.Contains(nameof(UntellableException), exception.Message, StringComparison.Ordinal);
        Assert.Throws<RpcException>(() => proxy.Throw("untellable"));
        Assert.Equal(1, proxy.Quick(1));
    }

    [Fact]
    public async Task A_server_that_tells_details_tells_type_text_and_source_line()
    {
        (RpcServer open, _) = await StartServerAsync(options: new RpcServerOptions { DetailedErrors = true });
        ICaught proxy = Client.Get<ICaught>(open.Add<ICaught>(new Caught()));
        RpcException exception = Assert.Throws<RpcException>(() => proxy.Throw("other"));
        Assert.Contains("the secret", exception.Message, StringComparison.Ordinal);
        Assert.Equal(typeof(CustomException).FullName, exception.RemoteType);
        Assert.Contains("Caught.cs:line ", exception.RemoteStackTrace, StringComparison.Ordinal);
        DivideByZeroException known = Assert.Throws<DivideByZeroException>(() => proxy.Throw("zero"));
        Assert.Contains("Caught.cs:line ", known.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void An_rpc_exception_of_a_handler_keeps_its_status_and_is_the_calls_result()
    {
        RpcException exception = Assert.Throws<RpcException>(() => Serve<ICaught>(new Caught()).Throw("rpc"));
        Assert.Equal(RpcStatus.FailedPrecondition, exception.Status);
        Assert.Equal("first open it", exception.Message);
        Assert.Equal(RpcOutcome.Completed, exception.Outcome);
    }

    [Fact]
    public void A_refusal_that_a_handler_met_elsewhere_does_not_make_its_own_call_run_twice()
    {
        var target = new Caught();
        RpcException exception = Assert.Throws<RpcException>(() => Serve<ICaught>(target).Throw("draining elsewhere"));
        Assert.Equal(RpcOutcome.Completed, exception.Outcome);
        Assert.Equal(1, target.Calls);
    }

    [Fact]
    public async Task A_stream_that_fails_gives_its_items_and_then_the_failure()
    {
        ICaught proxy = Serve<ICaught>(new Caught());
        var items = new List<int>();
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (int item in proxy.ThrowAfter(3, "state"))
            {
                items.Add(item);
            }
        }).Within();
        Assert.Equal("not now", exception.Message);
        Assert.Equal([0, 1, 2], items);
    }
}
