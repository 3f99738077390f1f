using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>A null where the contract has none: refused by whoever meets it first, with the member's name.</summary>
public abstract class NullSuite(TestTransport transport) : RpcTest(transport)
{
    private static readonly Box<string> Good = new("a", ["b"], new() { ["k"] = "c" });

    private static readonly Dictionary<string, Box<string?>> Bad = new()
    {
        ["Rpc.Runtime.Tests.Box<string>.Value is null"] = new(null, [], []),
        ["An element of Rpc.Runtime.Tests.Box<string>.Many is null"] = new("a", ["b", null], []),
        ["An element of Rpc.Runtime.Tests.Box<string>.Named is null"] = new("a", [], new() { ["k"] = null }),
    };

    public static TheoryData<string> Places => [.. Bad.Keys];

    [Fact]
    public async Task An_argument_is_refused_before_anything_is_sent()
    {
        var target = new Nulls();
        INulls proxy = Client.Get<INulls>(Server.Add<INulls>(target));

        AssertUnsent("nulls.Text(string)", "value is null", Assert.Throws<RpcException>(() => proxy.Text(null!)));
        AssertUnsent("nulls.TextAsync(string)", "value is null", await Assert.ThrowsAsync<RpcException>(() => proxy.TextAsync(null!).Within()));
        AssertUnsent("nulls.set_Title(string)", "value is null", Assert.Throws<RpcException>(() => proxy.Title = null!));
        AssertUnsent("nulls.Texts(", "values is null", Assert.Throws<RpcException>(() => proxy.Texts(null!)));
        AssertUnsent("nulls.Texts(", "An element of values is null", Assert.Throws<RpcException>(() => proxy.Texts(["a", null!])));
        AssertUnsent("nulls.Tell(string)", "value is null", Assert.Throws<RpcException>(() => proxy.Tell(null!)));
        AssertUnsent("nulls.Items(string[])", "An element of values is null", await Assert.ThrowsAsync<RpcException>(async () => await proxy.Items(["a", null!]).ToListAsync()));

        Assert.Equal(0, target.Calls);
        Assert.Equal("a", proxy.Text("a"));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_part_of_an_argument_is_refused_before_anything_is_sent(string place)
    {
        var target = new Nulls();
        INulls proxy = Client.Get<INulls>(Server.Add<INulls>(target));
        Box<string> bad = Bad[place]!;

        AssertUnsent("nulls.Box(", place, Assert.Throws<RpcException>(() => proxy.Box(bad)));
        AssertUnsent("nulls.NestedAsync(", place, await Assert.ThrowsAsync<RpcException>(() => proxy.NestedAsync(new(Good, [Good, bad], [])).Within()));
        AssertUnsent("nulls.NestedAsync(", "An element of Rpc.Runtime.Tests.Box<Rpc.Runtime.Tests.Box<string>>.Many is null", await Assert.ThrowsAsync<RpcException>(() => proxy.NestedAsync(new(Good, [Good, null!], [])).Within()));

        Assert.Equal(0, target.Calls);
        Assert.Equal("b", proxy.Box(Good).Many[0]);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task What_a_peer_sends_is_refused_before_the_handler_runs(string place)
    {
        var target = new Nulls();
        INullables careless = Client.Get<INullables>(Server.Add<INulls>(target));

        AssertUnread("nulls.Text(string)", "value is null", Assert.Throws<RpcException>(() => careless.Text(null)));
        AssertUnread("nulls.Texts(", "An element of values is null", Assert.Throws<RpcException>(() => careless.Texts(["a", null])));
        AssertUnread("nulls.Box(", place, Assert.Throws<RpcException>(() => careless.Box(Bad[place])));
        AssertUnread("nulls.NestedAsync(", place, await Assert.ThrowsAsync<RpcException>(() => careless.NestedAsync(new(Good!, [Bad[place]], [])).Within()));

        Assert.Equal(0, target.Calls);
        Assert.Equal("a", careless.Text("a"));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_result_is_refused_by_the_side_that_gives_it(string place)
    {
        var target = new GivesNull(Bad[place]!);
        INulls proxy = Client.Get<INulls>(Server.Add<INulls>(target));

        AssertUngiven("nulls.Text(string)", "A value of type System.String is null", Assert.Throws<RpcException>(() => proxy.Text("a")));
        AssertUngiven("nulls.TextAsync(string)", "A value of type System.String is null", await Assert.ThrowsAsync<RpcException>(() => proxy.TextAsync("a").Within()));
        AssertUngiven("nulls.get_Title()", "A value of type System.String is null", Assert.Throws<RpcException>(() => proxy.Title));
        AssertUngiven("nulls.Box(", place, Assert.Throws<RpcException>(() => proxy.Box(Good)));
        AssertUngiven("nulls.NestedAsync(", place, await Assert.ThrowsAsync<RpcException>(() => proxy.NestedAsync(new(Good, [], [])).Within()));
        RpcException item = await Assert.ThrowsAsync<RpcException>(async () => await proxy.Items([]).ToListAsync());
        AssertTold("A value of type System.String is null", "", RpcOutcome.Completed, item);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_result_is_refused_by_the_side_that_gets_it(string place)
    {
        INulls proxy = Client.Get<INulls>(Server.Add<INullables>(new GivesNull(Bad[place]!)));

        AssertUnreadable("Text(string)", "A value of type System.String is null", Assert.Throws<RpcException>(() => proxy.Text("a")));
        AssertUnreadable("TextAsync(string)", "A value of type System.String is null", await Assert.ThrowsAsync<RpcException>(() => proxy.TextAsync("a").Within()));
        AssertUnreadable("Box(", place, Assert.Throws<RpcException>(() => proxy.Box(Good)));
        AssertUnreadable("NestedAsync(", place, await Assert.ThrowsAsync<RpcException>(() => proxy.NestedAsync(new(Good, [], [])).Within()));
        AssertUnreadable("Items(", "A value of type System.String is null", await Assert.ThrowsAsync<RpcException>(async () => await proxy.Items([]).ToListAsync()));
    }

    [Fact]
    public async Task A_null_in_json_is_refused_as_well()
    {
        var target = new Nulls();
        RemoteUri uri = Server.Add<INulls>(target, "nulls");

        AssertUnread("nulls.Text(string)", "value is null", await Assert.ThrowsAsync<RpcException>(() => Client.CallJsonAsync(uri, "Text", "[null]").AsTask().Within()));
        AssertUnread("nulls.Texts(", "An element of values is null", await Assert.ThrowsAsync<RpcException>(() => Client.CallJsonAsync(uri, "Texts", """[["a", null]]""").AsTask().Within()));

        Assert.Equal(0, target.Calls);
    }

    private static void AssertUnsent(string method, string place, RpcException exception) => AssertTold($"The arguments of {method}", place, RpcOutcome.NotExecuted, exception);

    private static void AssertUnread(string method, string place, RpcException exception) => AssertTold($"The arguments of {method}", place, RpcOutcome.NotExecuted, exception);

    private static void AssertUngiven(string method, string place, RpcException exception) => AssertTold($"The result of {method}", place, RpcOutcome.Completed, exception);

    private static void AssertUnreadable(string method, string place, RpcException exception) => AssertTold($"The result of {method}", place, RpcOutcome.Completed, exception);

    private static void AssertTold(string start, string place, RpcOutcome outcome, RpcException exception)
    {
        Assert.StartsWith(start, exception.Message, StringComparison.Ordinal);
        Assert.Contains(place, exception.Message, StringComparison.Ordinal);
        Assert.Equal((RpcStatus.InvalidArgument, outcome), (exception.Status, exception.Outcome));
    }
}
