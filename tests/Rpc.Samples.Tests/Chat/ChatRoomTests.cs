using System.Collections.Concurrent;
using System.Diagnostics;
using Chat.Contract;
using Chat.Server;

namespace Rpc.Samples.Tests;

/// <summary>The rooms of samples/Chat as plain objects, many guests at once.</summary>
public sealed class ChatRoomTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ChatHouse _house = new(static _ => { });

    [Fact]
    public async Task Comers_goers_and_listeners_leave_nothing_behind()
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var seats = new ConcurrentBag<Seat>();
        var heard = new ConcurrentBag<ChatWitness>();
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(3));

        Task[] guests = [.. Enumerable.Range(0, 8).Select(i => Task.Run(() => ComeAndGoAsync(new Random(seed + i), seats, heard, time.Token)))];
        Task watching = Task.Run(() => WatchAsync(time.Token));

        await Task.WhenAll([.. guests, watching]).WaitAsync(s_patience);
        TestContext.Current.TestOutputHelper?.WriteLine($"{seats.Count} came, {heard.Count} listened to {heard.Sum(witness => witness.Heard)} messages");
        Assert.Empty(await _house.RoomsAsync());
        Assert.All(seats, seat => Assert.Equal((0, 0), (seat.Room.Guests, seat.Room.Listeners)));
        Assert.True(seats.Count > 100, $"only {seats.Count} came");
        Assert.True(heard.Sum(witness => witness.Heard) > 100, "they heard next to nothing");
    }

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
        await UntilAsync(() => room.Listeners == 1);
        Task<int> second = CountAsync(ann);
        Assert.Equal(1, await first.WaitAsync(s_patience));
        Assert.Equal(1, room.Listeners);

        await ann.LeaveAsync();

        Assert.Equal(1, await second.WaitAsync(s_patience));
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
        await UntilAsync(() => ((Seat)ann).Room.Listeners == 1);

        _house.Close();

        Assert.Equal(1, await listening.WaitAsync(s_patience));
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

    private static async Task UntilAsync(Func<bool> condition)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < s_patience, "It did not come true.");
            await Task.Delay(10);
        }
    }

    private Task<ISeat> EnterAsync(string nick, string room = "lobby", IVisitor? visitor = null) => _house.EnterAsync(room, new Guest(nick, IsParrot: false), visitor ?? new ChatVisitor());

    // Few nicks and few rooms for many guests: they are in each other's way.
    private async Task ComeAndGoAsync(Random random, ConcurrentBag<Seat> seats, ConcurrentBag<ChatWitness> heard, CancellationToken time)
    {
        while (!time.IsCancellationRequested)
        {
            string nick = $"guest{random.Next(5)}";
            ISeat seat;
            try
            {
                seat = await EnterAsync(nick, $"room{random.Next(3)}");
            }
            catch (ChatException)
            {
                await Task.Yield();
                continue;
            }

            seats.Add((Seat)seat);
            using var enough = new CancellationTokenSource();
            List<Task> listening = [];
            for (int i = random.Next(6); i > 0; i--)
            {
                switch (random.Next(5))
                {
                    case 0:
                        var witness = new ChatWitness();
                        heard.Add(witness);

                        // At once, or at some time: perhaps when the seat is left already.
                        listening.Add(random.Next(2) == 0 ? witness.ListenAsync(seat, enough.Token) : Task.Run(() => witness.ListenAsync(seat, enough.Token), CancellationToken.None));
                        break;
                    case 1:
                        Assert.Single(await seat.WhoAsync(CancellationToken.None), guest => guest.Nick == nick);
                        break;
                    case 2:
                        await TryAsync(() => seat.WhisperAsync($"guest{random.Next(5)}", "psst", CancellationToken.None));
                        break;
                    case 3 when random.Next(4) == 0:
                        await enough.CancelAsync();
                        break;
                    default:
                        await seat.SayAsync("hello", CancellationToken.None);
                        break;
                }
            }

            await (random.Next(3) switch
            {
                0 => seat.LeaveAsync(CancellationToken.None),
                1 => ((Seat)seat).DisposeAsync().AsTask(),
                _ => Task.WhenAll(Task.Run(() => seat.LeaveAsync(CancellationToken.None), CancellationToken.None), Task.Run(() => ((Seat)seat).DisposeAsync().AsTask(), CancellationToken.None)),
            });
            await Assert.ThrowsAsync<ChatException>(() => seat.SayAsync("too late", CancellationToken.None));

            // Whoever has left hears the end, cancelled or not.
            await Task.WhenAll(listening).WaitAsync(s_patience, CancellationToken.None);
        }
    }

    private async Task WatchAsync(CancellationToken time)
    {
        while (!time.IsCancellationRequested)
        {
            RoomInfo[] rooms = await _house.RoomsAsync(CancellationToken.None);
            Assert.All(rooms, room => Assert.InRange(room.Guests, 1, 5));
            Assert.Equal(rooms.Length, rooms.DistinctBy(room => room.Name).Count());
            await Task.Yield();
        }
    }

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (ChatException)
        {
            // Who was meant is not there.
        }
    }
}
