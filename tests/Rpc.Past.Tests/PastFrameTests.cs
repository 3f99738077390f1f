extern alias V01;

using Rpc.Tests.Shared;
using Old = V01::Past;

namespace Rpc.Past.Tests;

/// <summary>The bytes that programs of 0.1 exchanged, against today's runtime. eng/freeze-past.sh records them, as long as 0.1 is not released.</summary>
public sealed class PastFrameTests : IAsyncLifetime
{
    private const string ObjectId = "library";

    private static readonly string Recorded = RepositoryPaths.Path("tests", "Rpc.Past.Tests.V01", "conversation.hex");

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private readonly RpcServer _server = new(new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(2) });

    public async ValueTask InitializeAsync()
    {
        await _server.ListenAsync("rpc://127.0.0.1:0");
        if (Environment.GetEnvironmentVariable("RPC_FREEZE_PAST") == "1")
        {
            await RecordAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task The_requests_of_an_old_client_are_read_and_answered_with_the_bytes_that_it_got_then()
    {
        RemoteUri address = _server.Add<Old.ILibrary>(new Old.Library(), ObjectId);

        await Replay.AsClientAsync(Conversation.Load(Recorded), address, _limit.Token);
    }

    [Fact]
    public async Task The_answers_of_an_old_server_are_read_and_asked_for_with_the_bytes_that_it_got_then()
    {
        var done = new TaskCompletionSource();
        (string address, Task ended) = Replay.AsServer(Conversation.Load(Recorded), ObjectId, done.Task, _limit.Token);
        await using var client = new RpcClient();
        try
        {
            Task talk = TalkAsync(client.Get<Old.ILibrary>(address));
            await await Task.WhenAny(talk, ended);
            await talk;
        }
        finally
        {
            done.SetResult();
        }

        await ended;
    }

    [Fact]
    public void The_recording_holds_a_frame_of_every_kind_that_a_call_needs()
    {
        byte[] types = [.. Conversation.Load(Recorded).Frames.Where(frame => !frame.IsHandshake).Select(frame => frame.Bytes[4]).Distinct().Order()];

        Assert.Subset(new HashSet<byte>(types), new HashSet<byte> { 1, 2, 3, 6, 7, 9, 10, 11 });
    }

    // One call after another, and one item in the stream, so that each time the same is said in the same order.
    private static async Task TalkAsync(Old.ILibrary library)
    {
        Assert.Equal(3, library.Visits);
        library.Note("hello");
        Assert.Equal("Book 4, hello", library.Title(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => library.Title(-1));
        Old.Book? found = await library.FindAsync(1);
        Assert.Equal(new Old.Author("Ali", new DateOnly(1990, 5, 1)), found!.Author);
        await library.AddAsync(found);
        Assert.Equal("Ali", Assert.Single((await library.ByAuthorAsync(Old.Genre.Poetry)).Keys));
        Assert.Equal((new Old.Spot(1, 7), "Title 1"), library.Locate(new Old.Volume(found, 7)));
        Assert.Equal([new Old.Spot(1, 2), new Old.Spot(4, 30)], library.Spots([new Old.Spot(1, 2), null], floors: [10, 20]));
        Assert.Equal("Title 1", (await library.Browse(1).SingleAsync()).Title);
        Assert.Equal("Ali", library.Renew(Old.Card.Of("Ali", Guid.Empty)).Holder);
    }

    private async Task RecordAsync()
    {
        var conversation = new Conversation();
        (string overheard, Task ended) = conversation.Overhear(_server.Add<Old.ILibrary>(new Old.Library(), ObjectId), _limit.Token);
        await using (var client = new RpcClient())
        {
            await TalkAsync(client.Get<Old.ILibrary>(overheard));
            conversation.Save(Recorded, "What a client and a server of version 0.1 said to each other (tests/Rpc.Past.Tests/PastFrameTests.cs).");
        }

        await ended;
        Assert.True(_server.Remove(ObjectId));
    }
}
