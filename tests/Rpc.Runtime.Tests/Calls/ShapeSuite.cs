using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Every shape that a member can have.</summary>
public abstract class ShapeSuite(TestTransport transport) : RpcTest(transport)
{
    private readonly Shapes _target = new();

    [Fact]
    public async Task A_method_that_returns_nothing_has_run_when_it_returns()
    {
        IShapes proxy = Serve<IShapes>(_target);
        proxy.Poke();
        await proxy.PokeAsync().Within();
        await proxy.PokeValueAsync();
        Assert.Equal(3, _target.Pokes);
        Assert.Equal(3, proxy.Pokes);
    }

    [Fact]
    public async Task Every_way_to_return_a_value_returns_it()
    {
        IShapes proxy = Serve<IShapes>(_target);
        Assert.Equal(49, proxy.Square(7));
        Assert.Equal(64, await proxy.SquareTaskAsync(8).Within());
        Assert.Equal(81, await proxy.SquareValueAsync(9));
        Assert.Equal([0, 1, 4, 9, 16], await proxy.Squares(5).ToListAsync());
    }

    [Fact]
    public async Task The_first_call_may_be_of_any_kind()
    {
        RemoteUri uri = Server.Add<IShapes>(_target);
        Assert.Equal(4, NewClient().Get<IShapes>(uri).Square(2));
        Assert.Equal(4, await NewClient().Get<IShapes>(uri).SquareValueAsync(2));
        Assert.Equal([0], await NewClient().Get<IShapes>(uri).Squares(1).ToListAsync());
        NewClient().Get<IShapes>(uri).Note(1);
        await Patience.UntilAsync(() => _target.Notes().Count == 1, "the one-way call has run");
    }

    [Fact]
    public void Overloads_defaults_and_params_reach_the_method_that_the_compiler_chose()
    {
        IShapes proxy = Serve<IShapes>(_target);
        Assert.Equal("12", proxy.Join("1", "2"));
        Assert.Equal("1|2", proxy.Join(1, 2));
        Assert.Equal("ab...", proxy.Pad("ab"));
        Assert.Equal("ab    ", proxy.Pad("ab", 6, ' '));
        Assert.Equal(6, proxy.Sum(1, 2, 3));
        Assert.Equal(0, proxy.Sum());
    }

    [Fact]
    public void A_property_written_by_one_client_is_visible_to_another()
    {
        RemoteUri uri = Server.Add<IShapes>(_target);
        Client.Get<IShapes>(uri).Label = "set";
        Assert.Equal("set", NewClient().Get<IShapes>(uri).Label);
        Assert.Equal("set", _target.Label);
    }

    [Fact]
    public void Changing_a_list_that_came_back_leaves_the_servers_own_as_it_was()
    {
        IShapes proxy = Serve<IShapes>(_target);
        _target.Note(5);
        List<int> copy = proxy.Notes();
        copy.Add(6);
        copy[0] = 0;
        Assert.Equal([5], _target.Notes());
        Assert.Equal([5], proxy.Notes());
    }

    [Fact]
    public async Task A_one_way_call_returns_before_it_has_run_and_runs()
    {
        IShapes proxy = Serve<IShapes>(_target);
        proxy.Note(1);
        await proxy.NoteAsync(2);
        Assert.Equal([1, 2], proxy.Notes());
    }

    [Fact]
    public async Task Many_calls_at_once_each_get_their_own_answer()
    {
        IShapes proxy = Serve<IShapes>(_target);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(async i => Assert.Equal(i * i, i % 2 == 0
            ? await proxy.SquareValueAsync(i)
            : await proxy.SquareTaskAsync(i)))).Within();
    }
}
