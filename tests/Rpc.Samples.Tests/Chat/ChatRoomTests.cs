using Chat.Contract;
using Chat.Server;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>The rooms of samples/Chat as plain objects.</summary>
public sealed class ChatRoomTests
{
    private readonly ChatHouse _house = new(static _ => { });

    [Fact]
    public async Task A_slow_listener_loses_the_oldest_messages_and_holds_up_nobody()
    {
        ISeat slow = await EnterAsync("slow"), quick = await EnterAsync("quick"), speaker = await EnterAsync("speaker");
        await using IAsyncEnumerator<Message> late = slow.ListenAsync(0).GetAsyncEnumerator();
        await using IAsyncEnumerator<Message> early = quick.ListenAsync(0).GetAsyncEnumerator();
        Assert.True(await late.MoveNextAsync());
        while (early.Current?.By.Nick != "speaker")
        {
            Assert.True(await early.MoveNextAsync());
        }

        for (int i = 0; i < 1_000; i++)
        {
            await speaker.SayAsync($"{i}");
            Assert.True(await early.MoveNextAsync());
            Assert.Equal($"{i}", early.Current.Text);
        }

        long last = early.Current.Number;
        Assert.True(await late.MoveNextAsync());
        Assert.Equal(last - ChatLimits.Waiting + 1, late.Current.Number);
        for (int i = 1; i < ChatLimits.Waiting; i++)
        {
            Assert.True(await late.MoveNextAsync());
        }

        Assert.Equal(last, late.Current.Number);
    }

    [Fact]
    public async Task Who_comes_later_hears_the_last_messages_first()
    {
        ISeat ann = await EnterAsync("Ann");
        for (int i = 0; i < 100; i++)
        {
            await ann.SayAsync($"{i}");
        }

        ISeat ben = await EnterAsync("Ben");
        await ann.SayAsync("hello Ben");

        Assert.Equal(["97", "98", "99", "Entered", "hello Ben"], await HeardAsync(ben, before: 3, messages: 5));
        Assert.Equal(["Entered", "hello Ben"], await HeardAsync(ben, before: -1, messages: 2));
        Assert.Equal(ChatLimits.Kept, (await HeardAsync(ben, before: int.MaxValue, ChatLimits.Kept)).Count);
    }

    [Fact]
    public async Task A_seat_has_one_listener_and_none_after_it_was_left()
    {
        ISeat ann = await EnterAsync("Ann");
        Room room = ((Seat)ann).Room;
        Task<int> first = CountAsync(ann);
        await Patience.UntilAsync(() => room.Listeners == 1, "it listens");
        Task<int> second = CountAsync(ann);
        Assert.Equal(1, await first.Within());
        Assert.Equal(1, room.Listeners);

        await ann.LeaveAsync();

        Assert.Equal(1, await second.Within());
        Assert.Equal(0, room.Listeners);
        Assert.Equal(0, await CountAsync(ann));
        await Assert.ThrowsAsync<ChatException>(() => ann.SayAsync("and another thing"));
        await Assert.ThrowsAsync<ChatException>(() => ann.WhisperAsync("Ann", "psst"));
        await Assert.ThrowsAsync<ChatException>(() => ann.PingAsync("Ann"));
        await Assert.ThrowsAsync<ChatException>(() => ann.WhoAsync());
    }

    [Fact]
    public async Task Only_who_does_not_say_goodbye_is_missed()
    {
        ISeat ann = await EnterAsync("Ann"), ben = await EnterAsync("Ben"), zoe = await EnterAsync("Zoe");
        await ben.LeaveAsync();
        await ((IAsyncDisposable)ben).DisposeAsync();
        await ((IAsyncDisposable)zoe).DisposeAsync();
        await zoe.LeaveAsync();

        Assert.Equal(["Entered", "Entered", "Entered", "Left", "Vanished"], await HeardAsync(ann, 0, 5));
    }

    [Fact]
    public async Task What_guests_can_make_the_server_keep_is_bounded()
    {
        for (int i = 0; i < ChatLimits.Guests; i++)
        {
            await EnterAsync($"guest{i}", "room0");
        }

        await RefusedAsync("room0 is full", () => EnterAsync("one-more", "ROOM0"));
        for (int i = 1; i < ChatLimits.Rooms; i++)
        {
            await EnterAsync("guest", $"room{i}");
        }

        await RefusedAsync("There are 100 rooms", () => EnterAsync("guest", "one-more"));
        ISeat seat = await EnterAsync("Ann", "room1");
        await RefusedAsync("There is a ann in room1 already", () => EnterAsync("ann", "Room1"));
        await RefusedAsync("A room has 1 to 20 characters", () => EnterAsync("Ann", "no room"));
        await RefusedAsync("A nick has 1 to 20 characters", () => EnterAsync(new string('a', 21), "room1"));
        await RefusedAsync("A nick has 1 to 20 characters", () => EnterAsync("half\ud800", "room1"));
        await RefusedAsync("That has 501 characters", () => seat.SayAsync(new string('x', 501)));
        await RefusedAsync("There is nothing in it", () => seat.WhisperAsync("guest", " "));
        Assert.Equal(ChatLimits.Rooms, (await _house.RoomsAsync()).Length);
    }

    [Fact]
    public async Task No_words_of_a_visitor_reach_another_one_as_they_are()
    {
        var hostile = new ChatVisitor { Answer = () => Task.FromResult("\u001b[2J" + new string('x', 10_000)) };
        ISeat ann = await EnterAsync("Ann");
        await EnterAsync("Eve", visitor: hostile);

        Assert.Equal("␛[2J" + new string('x', ChatLimits.Answer - 4), (await ann.PingAsync("eve")).Answer);
        hostile.Answer = () => throw new ArgumentException("\u001b[2J");
        await RefusedAsync("Eve cannot be reached.", () => ann.PingAsync("Eve"));
        hostile.Answer = () => throw new RpcException(RpcStatus.DeadlineExceeded, "\u001b[2J");
        await RefusedAsync("Eve does not answer.", () => ann.PingAsync("Eve"));
        await ann.WhisperAsync("Eve", "\u001b[2J");
        Assert.Equal("␛[2J", hostile.Whispered);
        await RefusedAsync("There is no ␛[2J in lobby.", () => ann.PingAsync("\u001b[2J"));
    }

    [Fact]
    public async Task A_visitor_is_given_back_once_whatever_becomes_of_it()
    {
        var visitor = new ChatVisitor();
        ISeat seat = await EnterAsync("Ann", visitor: visitor);
        await Task.WhenAll(seat.LeaveAsync(), ((IAsyncDisposable)seat).DisposeAsync().AsTask(), seat.LeaveAsync());
        Assert.Equal(1, visitor.GivenBack);

        await EnterAsync("Ben");
        await RefusedAsync("There is a Ben", () => EnterAsync("Ben", visitor: visitor));
        Assert.Equal(2, visitor.GivenBack);
    }

    [Fact]
    public async Task A_house_that_closes_ends_all_streams_and_lets_nobody_in()
    {
        ISeat ann = await EnterAsync("Ann");
        Task<int> listening = CountAsync(ann);
        await Patience.UntilAsync(() => ((Seat)ann).Room.Listeners == 1, "it listens");

        _house.Close();

        Assert.Equal(1, await listening.Within());
        Assert.Empty(await _house.RoomsAsync());
        RpcException closing = await Assert.ThrowsAsync<RpcException>(() => EnterAsync("Ben"));
        Assert.Equal(RpcStatus.Unavailable, closing.Status);
        await ((IAsyncDisposable)ann).DisposeAsync();
    }

    private static async Task RefusedAsync(string because, Func<Task> act) =>
        Assert.StartsWith(because, (await Assert.ThrowsAsync<ChatException>(act)).Message, StringComparison.Ordinal);

    private static async Task<List<string>> HeardAsync(ISeat seat, int before, int messages)
    {
        List<string> heard = [];
        await foreach (Message message in seat.ListenAsync(before))
        {
            heard.Add(message.Kind == MessageKind.Said ? message.Text : message.Kind.ToString());
            if (heard.Count == messages)
            {
                break;
            }
        }

        return heard;
    }

    private static async Task<int> CountAsync(ISeat seat)
    {
        int count = 0;
        await foreach (Message message in seat.ListenAsync(0))
        {
            count++;
        }

        return count;
    }

    private Task<ISeat> EnterAsync(string nick, string room = "lobby", IVisitor? visitor = null) => _house.EnterAsync(room, new Guest(nick, IsParrot: false), visitor ?? new ChatVisitor());
}
