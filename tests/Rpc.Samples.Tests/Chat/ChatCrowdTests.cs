using System.Collections.Concurrent;
using Chat.Contract;
using Chat.Server;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>The rooms of samples/Chat as plain objects, with many guests at once who come, talk, listen and go at random.</summary>
public sealed class ChatCrowdTests
{
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

        await Task.WhenAll([.. guests, watching]).Within();
        TestContext.Current.TestOutputHelper?.WriteLine($"{seats.Count} came, {heard.Count} listened to {heard.Sum(witness => witness.Heard)} messages");
        Assert.Empty(await _house.RoomsAsync());
        Assert.All(seats, seat => Assert.Equal((0, 0), (seat.Room.Guests, seat.Room.Listeners)));
        Assert.True(seats.Count > 100, $"only {seats.Count} came");
        Assert.True(heard.Sum(witness => witness.Heard) > 100, "they heard next to nothing");
    }

    // Few nicks and few rooms for many guests: they are in each other's way.
    private async Task ComeAndGoAsync(Random random, ConcurrentBag<Seat> seats, ConcurrentBag<ChatWitness> heard, CancellationToken time)
    {
        while (!time.IsCancellationRequested)
        {
            string nick = $"guest{random.Next(5)}";
            ISeat seat;
            try
            {
                seat = await _house.EnterAsync($"room{random.Next(3)}", new Guest(nick, IsParrot: false), new ChatVisitor(), CancellationToken.None);
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
            await Task.WhenAll(listening).Within();
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
