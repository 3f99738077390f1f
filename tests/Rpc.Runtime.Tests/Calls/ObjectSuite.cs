using Rpc.Calls;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Which objects can be called, and through what.</summary>
public abstract class ObjectSuite(TestTransport transport) : RpcTest(transport)
{
    [Fact]
    public async Task An_unknown_object_is_not_found_and_the_error_names_it()
    {
        string uri = Address.WithObject("nobody").ToString();
        IShapes proxy = Client.Get<IShapes>(uri);
        foreach (RpcException exception in new[] { Assert.Throws<RpcException>(proxy.Poke), await Assert.ThrowsAsync<RpcException>(() => proxy.PokeAsync().Within()) })
        {
            Assert.Equal(RpcStatus.NotFound, exception.Status);
            Assert.Equal(RpcOutcome.NotExecuted, exception.Outcome);
            Assert.Contains("nobody", exception.Message, StringComparison.Ordinal);
            Assert.Equal(uri, exception.RemoteUri);
        }
    }

    [Fact]
    public async Task An_object_of_another_interface_is_unimplemented_and_the_error_names_both()
    {
        IShapes proxy = Client.Get<IShapes>(Server.Add<IValues>(new Values()));
        foreach (RpcException exception in new[] { Assert.Throws<RpcException>(proxy.Poke), await Assert.ThrowsAsync<RpcException>(() => proxy.PokeAsync().Within()) })
        {
            Assert.Equal(RpcStatus.Unimplemented, exception.Status);
            Assert.Contains(nameof(IShapes), exception.Message, StringComparison.Ordinal);
            Assert.Contains(nameof(IValues), exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_check_tells_what_is_wrong_before_the_first_call()
    {
        await RemoteProxy.CheckAsync(Serve<IShapes>(new Shapes())).AsTask().Within();
        IShapes wrong = Client.Get<IShapes>(Server.Add<IValues>(new Values()));
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => RemoteProxy.CheckAsync(wrong).AsTask().Within());
        Assert.Equal(RpcStatus.Unimplemented, exception.Status);
    }

    [Fact]
    public async Task A_removed_object_is_not_found_although_it_was_bound()
    {
        RemoteUri uri = Server.Add<IShapes>(new Shapes(), "gone");
        IShapes proxy = Client.Get<IShapes>(uri);
        proxy.Poke();
        Assert.True(Server.Remove("gone"));
        Assert.False(Server.Remove("gone"));
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => proxy.PokeAsync().Within());
        Assert.Equal(RpcStatus.NotFound, exception.Status);
        Assert.Equal(uri.ToString(), exception.RemoteUri);
        Assert.Contains("gone", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_id_and_the_same_object_are_two_different_errors()
    {
        var one = new Shapes();
        Server.Add<IShapes>(one, "one");
        RpcException sameId = Assert.Throws<RpcException>(() => Server.Add<IShapes>(new Shapes(), "one"));
        RpcException sameObject = Assert.Throws<RpcException>(() => Server.Add<IShapes>(one, "two"));
        Assert.Equal(RpcStatus.AlreadyExists, sameId.Status);
        Assert.Equal(RpcStatus.AlreadyExists, sameObject.Status);
        Assert.NotEqual(sameId.Message, sameObject.Message);
        Assert.Contains("one", sameId.Message, StringComparison.Ordinal);
        Assert.Contains("one", sameObject.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(Shapes), sameObject.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_may_come_back_under_its_id_after_it_was_removed()
    {
        var target = new Shapes();
        RemoteUri uri = Server.Add<IShapes>(target, "again");
        IShapes proxy = Client.Get<IShapes>(uri);
        proxy.Poke();
        Server.Remove("again");
        Server.Add<IShapes>(target, "again");
        NewClient().Get<IShapes>(uri).Poke();
        Assert.Equal(2, target.Pokes);
    }

    [Fact]
    public async Task A_public_member_outside_the_interface_cannot_be_reached_by_number()
    {
        RemoteUri uri = Server.Add<IShapes>(new Shapes(), "shapes");
        Client.Get<IShapes>(uri).Poke();
        CallRoute route = await Client.Connections.Single().BindAsync(new BindTarget(uri.ToString(), "shapes", 0, null), CancellationToken.None);
        var beyond = new MethodDescriptor("Secret", "Secret()", "string", MethodTraits.None, []);
        int count = Stubs.ContractRegistry.Get<IShapes>().Descriptor.Methods.Count;
        foreach (int number in new[] { count, count + 1, ushort.MaxValue })
        {
            RpcException exception = await Assert.ThrowsAsync<RpcException>(() => RawCall.SendAsync(route, beyond, (ushort)number).Within());
            Assert.Equal(RpcStatus.Unimplemented, exception.Status);
            Assert.Equal(RpcErrorReason.NoSuchMethod, exception.Reason);
            Assert.Contains("shapes", exception.Message, StringComparison.Ordinal);
            Assert.Contains($"{number}", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Secret")]
    [InlineData("ToString")]
    [InlineData("Label.Length")]
    [InlineData("GetType.Assembly")]
    public async Task A_public_member_outside_the_interface_cannot_be_reached_by_name(string member)
    {
        RemoteUri uri = Server.Add<IShapes>(new Shapes());
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => Client.CallJsonAsync(uri, member, "[]").AsTask().Within());
        Assert.Equal(RpcStatus.Unimplemented, exception.Status);
        Assert.Contains(member, exception.Message, StringComparison.Ordinal);
        Assert.Contains(uri.ToString(), exception.Message, StringComparison.Ordinal);
    }
}
