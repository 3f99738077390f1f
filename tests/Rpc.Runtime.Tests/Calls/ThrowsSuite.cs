using Rpc.Calls;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Exceptions that the contract lists.</summary>
public abstract class ThrowsSuite(TestTransport transport) : RpcTest(transport)
{
    protected override RpcServerOptions ServerOptions => new() { DetailedErrors = false, DrainTimeout = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task A_listed_exception_comes_back_as_itself_with_its_members()
    {
        IThrowing proxy = Serve<IThrowing>(new Throwing());
        OutOfStockException[] caught =
        [
            Assert.Throws<OutOfStockException>(() => proxy.Throw("out")),
            await Assert.ThrowsAsync<OutOfStockException>(() => proxy.ThrowAsync("out", yields: false).Within()),
            await Assert.ThrowsAsync<OutOfStockException>(() => proxy.ThrowAsync("out", yields: true).Within()),
            Assert.Throws<OutOfStockException>(() => proxy.Quietly("out")),
            Assert.Throws<OutOfStockException>(() => proxy.Stock = 1),
        ];
        foreach (OutOfStockException exception in caught)
        {
            Assert.Equal("only two", exception.Message);
            Assert.Equal((2, 4), (exception.Left, exception.Doubled));
            Assert.Equal(new Order(1, "ink"), exception.Order);
            Assert.Equal(["a", "b"], exception.Shelves);
        }
    }

    [Fact]
    public void What_belongs_to_every_exception_and_what_is_ignored_stays_at_home()
    {
        OutOfStockException exception = Assert.Throws<OutOfStockException>(() => Serve<IThrowing>(new Throwing()).Throw("out"));
        Assert.Null(exception.InnerException);
        Assert.NotEqual(77, exception.HResult);
        Assert.Null(exception.HelpLink);
        Assert.Equal("home", exception.Secret);
        Assert.DoesNotContain("Throwing.cs", exception.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void The_exact_type_counts()
    {
        IThrowing proxy = Serve<IThrowing>(new Throwing());
        SoldOutException derived = Assert.Throws<SoldOutException>(() => proxy.Throw("sold out"));
        Assert.Equal(("gone", 0, Throwing.Since), (derived.Message, derived.Left, derived.Since));

        // Not listed for this method, and not listed at all.
        Assert.Equal(RpcStatus.Unknown, Assert.Throws<RpcException>(() => proxy.Quietly("sold out")).Status);
        RpcException unlisted = Assert.Throws<RpcException>(() => proxy.Throw("lost"));
        Assert.Equal((RpcStatus.Unknown, RpcOutcome.Completed), (unlisted.Status, unlisted.Outcome));
        Assert.Null(unlisted.RemoteType);
    }

    [Fact]
    public void An_argument_exception_keeps_its_parameter_and_has_it_in_its_message_once()
    {
        IThrowing proxy = Serve<IThrowing>(new Throwing());
        foreach (BadItemException exception in new[] { Assert.Throws<BadItemException>(() => proxy.Throw("bad")), Assert.Throws<BadItemException>(() => proxy.Stock) })
        {
            Assert.Equal(("bad (Parameter 'kind')", "kind", 4), (exception.Message, exception.ParamName, exception.Code));
        }
    }

    [Fact]
    public void Exceptions_of_the_base_class_library_can_be_listed()
    {
        IThrowing proxy = Serve<IThrowing>(new Throwing());
        Assert.Equal("no key", Assert.Throws<KeyNotFoundException>(() => proxy.Throw("key")).Message);
        FileNotFoundException file = Assert.Throws<FileNotFoundException>(() => proxy.Throw("file"));
        Assert.Equal(("no file", "a.txt"), (file.Message, file.FileName));
    }

    [Fact]
    public async Task A_stream_gives_its_items_and_then_the_listed_exception()
    {
        var items = new List<int>();
        OutOfStockException exception = await Assert.ThrowsAsync<OutOfStockException>(async () =>
        {
            await foreach (int item in Serve<IThrowing>(new Throwing()).ThrowAfter(3, "out"))
            {
                items.Add(item);
            }
        }).Within();
        Assert.Equal(2, exception.Left);
        Assert.Equal([0, 1, 2], items);
    }

    [Fact]
    public async Task A_server_that_tells_details_tells_the_source_line_of_a_listed_exception()
    {
        (RpcServer open, _) = await StartServerAsync(options: new RpcServerOptions { DetailedErrors = true });
        IThrowing proxy = Client.Get<IThrowing>(open.Add<IThrowing>(new Throwing()));
        Assert.Contains("Throwing.cs:line ", Assert.Throws<OutOfStockException>(() => proxy.Throw("out")).StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_that_cannot_be_written_or_made_is_told_all_the_same()
    {
        IThrowing proxy = Serve<IThrowing>(new Throwing());

        RpcException unwritten = Assert.Throws<RpcException>(() => proxy.Throw("null"));
        Assert.Contains(nameof(FragileException), unwritten.Message, StringComparison.Ordinal);
        RpcException unmade = Assert.Throws<RpcException>(() => proxy.Throw("unmade"));
        Assert.Equal("fragile", unmade.Message);
        Assert.Equal(typeof(FragileException).FullName, unmade.RemoteType);
        Assert.IsType<ArgumentOutOfRangeException>(unmade.InnerException);
        Assert.Throws<OutOfStockException>(() => proxy.Throw("out"));
    }

    [Fact]
    public async Task A_caller_in_json_hears_message_and_name()
    {
        RemoteUri uri = Server.Add<IThrowing>(new Throwing(), "shop");

        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => Client.CallJsonAsync(uri, "Throw", """["out"]""").AsTask().Within());
        ContractDescriptor contract = await Client.DescribeAsync(uri).AsTask().Within();

        Assert.Equal("only two", exception.Message);
        Assert.Equal(typeof(OutOfStockException).FullName, exception.RemoteType);
        Assert.Contains(typeof(OutOfStockException).FullName, contract.Methods.Single(method => method.Name == "Quietly").Throws.Select(listed => listed.Name));
    }

    [Fact]
    public void A_one_way_call_tells_its_caller_nothing()
    {
        IThrowing proxy = Serve<IThrowing>(new Throwing());
        proxy.Tell("out");
        Assert.Throws<OutOfStockException>(() => proxy.Throw("out"));
    }
}
