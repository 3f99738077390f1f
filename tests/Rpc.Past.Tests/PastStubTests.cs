extern alias Today;
extern alias V01;

using Now = Today::Past;
using Old = V01::Past;

namespace Rpc.Past.Tests;

/// <summary>What the generator of 0.1 wrote, run with today's runtime: against itself, and against what today's generator writes of a contract that has grown.</summary>
public sealed class PastStubTests : IAsyncLifetime
{
    private readonly RpcServer _server = new(new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(2) });
    private readonly RpcClient _client = new();

    public async ValueTask InitializeAsync() => await _server.ListenAsync("rpc://127.0.0.1:0");

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_old_stub_calls_an_old_dispatcher() => await UseOldAsync(_client.Get<Old.ILibrary>(_server.Add<Old.ILibrary>(new Old.Library())));

    [Fact]
    public async Task An_old_stub_calls_a_new_server() => await UseOldAsync(_client.Get<Old.ILibrary>(_server.Add<Now.ILibrary>(new Now.Library())));

    [Fact]
    public async Task A_new_stub_calls_an_old_dispatcher_but_for_what_that_lacks()
    {
        Now.ILibrary library = _client.Get<Now.ILibrary>(_server.Add<Old.ILibrary>(new Old.Library()));

        Assert.Equal(3, library.Visits);
        await library.AddAsync(new Now.Book(9, "new", null, Now.Genre.Essay, ["x", "y"], "en", [], new Now.Spot(4, 5)));
        Assert.Equal(5, library.Visits);
        library.Note("hello");
        Assert.Equal("Book 4, hello", await library.Title(4).WaitAsync(Limit));
        Now.Book? found = await library.FindAsync(1).WaitAsync(Limit);
        Assert.Equal(("Title 1", "Ali", null, "tr", null), (found!.Title, found.Author!.Name, found.Author.Died, found.Language, found.Others));
        Assert.Equal((new Now.Spot(2, 6), "Weekly"), library.Locate(new Now.Magazine("Weekly", new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc))));
        Assert.Equal(3, await library.Browse(3).CountAsync());
        Assert.Equal(4, await library.DonateAsync(Enumerable.Repeat(found, 2).ToAsyncEnumerable()).WaitAsync(Limit));
        await using Stream scan = await library.ScanAsync(new MemoryStream([1, 2, 3])).WaitAsync(Limit);
        Assert.Equal(2, await scan.ReadAtLeastAsync(new byte[2], 2));
        Now.IDesk desk = await library.OpenDeskAsync(new NewReader()).WaitAsync(Limit);
        Assert.Equal("new desk: who?", desk.Ask("who?"));

        RpcException lacking = await Assert.ThrowsAsync<RpcException>(() => library.AuditAsync().WaitAsync(Limit));
        Assert.Equal(RpcStatus.Unimplemented, lacking.Status);
        await Assert.ThrowsAsync<RpcException>(() => library.FindAsync(1, "first").WaitAsync(Limit));
    }

    [Fact]
    public void Old_codecs_read_what_they_wrote_and_new_ones_read_it_too()
    {
        var book = new Old.Book(1, "Title", new Old.Author("Ali", new DateOnly(1990, 5, 1)), Old.Genre.Poetry, ["a"]);

        Old.Book again = RpcCodec.Decode<Old.Book>(RpcCodec.Encode(book));
        Now.Spot spot = RpcCodec.Decode<Now.Spot>(RpcCodec.Encode(new Old.Spot(1, 2)));
        Now.Author author = RpcCodec.Decode<Now.Author>(RpcCodec.Encode(book.Author));
        Now.Book json = RpcCodec.DecodeJson<Now.Book>(RpcCodec.EncodeJson(book));

        Assert.Equal((book.Title, book.Author, book.Genre, "a"), (again.Title, again.Author, again.Genre, Assert.Single(again.Tags)));
        Assert.Equal(new Now.Spot(1, 2), spot);
        Assert.Equal(new Now.Author("Ali", new DateOnly(1990, 5, 1)), author);
        Assert.Equal(("Title", Now.Genre.Poetry, "tr"), (json.Title, json.Genre, json.Language));
    }

    [Fact]
    public void Old_factories_make_calls()
    {
        RemoteCall<Dictionary<string, List<Old.Book>>> call = Old.LibraryCalls.ByAuthor(Old.Genre.Poetry);

        Assert.Equal("Past.ILibrary.ByAuthorAsync(Past.Genre)", call.ToString());
        Assert.Equal("Past.ILibrary.Spots(System.Collections.Generic.IReadOnlyList<System.Nullable<Past.Spot>>,string,int[])", Old.LibraryCalls.Spots([], "x", 1, 2).ToString());
    }

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static async Task UseOldAsync(Old.ILibrary library)
    {
        Assert.Equal(3, library.Visits);
        library.Visits = 10;
        await library.AddAsync(new Old.Book(9, "old", new Old.Author("Veli", default), Old.Genre.Novel, ["x", "y"]));
        Assert.Equal(12, library.Visits);
        library.Note("hello");
        Assert.Equal("Book 4, hello", library.Title(4));
        Assert.Equal("id", Assert.Throws<ArgumentOutOfRangeException>(() => library.Title(-1)).ParamName);
        Assert.Null(await library.FindAsync(0).WaitAsync(Limit));
        Old.Book? found = await library.FindAsync(1).WaitAsync(Limit);
        Assert.Equal((1, "Title 1", new Old.Author("Ali", new DateOnly(1990, 5, 1)), Old.Genre.Poetry, "a b"), (found!.Id, found.Title, found.Author, found.Genre, string.Join(' ', found.Tags)));
        Assert.Equal(Old.Genre.Novel, (await library.ByAuthorAsync().WaitAsync(Limit))["Ali"][0].Genre);
        Assert.Equal((new Old.Spot(1, 7), "Title 1"), library.Locate(new Old.Volume(found, 7)));
        Assert.Equal((new Old.Spot(2, 6), "Weekly"), library.Locate(new Old.Magazine("Weekly", new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc))));
        Assert.Equal([new Old.Spot(1, 2), new Old.Spot(4, 30)], library.Spots([new Old.Spot(1, 2), null], floors: [10, 20]));
        Assert.Equal(["Title 1", "Title 2", "Title 3"], await library.Browse(3).Select(book => book.Title).ToListAsync());
        Assert.Equal(4, await library.DonateAsync(Enumerable.Repeat(found, 2).ToAsyncEnumerable(), new Progress<int>()).WaitAsync(Limit));
        await using Stream scan = await library.ScanAsync(new MemoryStream([1, 2, 3])).WaitAsync(Limit);
        Assert.Equal(2, await scan.ReadAtLeastAsync(new byte[2], 2));
        Old.IDesk desk = await library.OpenDeskAsync(new OldReader()).WaitAsync(Limit);
        Assert.Equal("old desk: who?", desk.Ask("who?"));
        Old.Card card = library.Renew(Old.Card.Of("Ali", Guid.Empty));
        Assert.Equal(("Ali", new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), null, null), (card.Holder, card.Number, card.Fee, card.Photo));
    }

    private sealed class OldReader : Old.IReader
    {
        public Task<string> GreetAsync(string name) => Task.FromResult($"old {name}");
    }

    private sealed class NewReader : Now.IReader
    {
        public Task<string> GreetAsync(string name) => Task.FromResult($"new {name}");
    }
}
