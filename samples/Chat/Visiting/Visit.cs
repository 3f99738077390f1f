using System.Diagnostics;
using Chat.Contract;
using Rpc;
using Samples;

namespace Chat.Visiting;

/// <summary>Somebody's visit to the chat: in one room at a time, which is entered again when the server was away.</summary>
/// <param name="chat">By name, so it leads to the server wherever it is then.</param>
/// <param name="me">Who visits.</param>
/// <param name="visitor">What the server calls.</param>
/// <param name="audience">Who hears.</param>
/// <param name="before">How many messages from before are heard first.</param>
/// <param name="patience">For how long a server that is away is tried.</param>
internal sealed class Visit(IChat chat, Guest me, IVisitor visitor, IAudience audience, int before, TimeSpan patience)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    // Changed by exchange only, and whoever takes a stay out of it has to leave it: so a seat is left once, also where somebody types /join while we enter again.
    private Stay? _stay;

    public Guest Me => me;

    public IChat Chat => chat;

    /// <summary>The room; null while the server is away.</summary>
    public string? Room => Volatile.Read(ref _stay)?.Room;

    /// <exception cref="ChatException">There is none now.</exception>
    public ISeat Seat => Volatile.Read(ref _stay)?.Seat ?? throw new ChatException("The server is away.");

    /// <summary>Enters a room, and then leaves the one before: who is not let in stays there.</summary>
    public async Task EnterAsync(string room, CancellationToken stop)
    {
        Stay next = new(room, await chat.EnterAsync(room, me, visitor, stop));
        if (Interlocked.Exchange(ref _stay, next) is { } left)
        {
            await left.LeaveAsync();
        }
    }

    /// <summary>Hears one room after the other, until the visit has ended.</summary>
    /// <exception cref="SampleException">The server was away for too long.</exception>
    public async Task HearAsync(CancellationToken stop)
    {
        while (Volatile.Read(ref _stay) is { } stay)
        {
            string end = await HearAsync(stay, stop);
            if (Interlocked.CompareExchange(ref _stay, null, stay) == stay)
            {
                // Neither left nor moved on: it is the server that has gone.
                audience.Noticed($"{end} Trying to enter {stay.Room} again.");

                // Where only the stream broke, the seat is there still.
                await stay.LeaveAsync();
                await EnterAgainAsync(stay.Room, stop);
            }
        }
    }

    /// <summary>Says goodbye, and ends the visit. Never takes long.</summary>
    public async Task LeaveAsync()
    {
        if (Interlocked.Exchange(ref _stay, null) is { } stay)
        {
            await stay.LeaveAsync();
        }
    }

    private async Task<string> HearAsync(Stay stay, CancellationToken stop)
    {
        long last = 0;
        try
        {
            await foreach (Message message in stay.Seat.ListenAsync(before, stop))
            {
                if (last > 0 && message.Number > last + 1)
                {
                    audience.Missed(message.Number - last - 1);
                }

                last = message.Number;
                await audience.HeardAsync(message);
            }

            return "The server has closed.";
        }
        catch (RpcException)
        {
            return "The server is gone.";
        }
    }

    private async Task EnterAgainAsync(string room, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _stay) is null)
        {
            await Task.Delay(s_pause, stop);
            try
            {
                Stay next = new(room, await chat.EnterAsync(room, me, visitor, stop));
                if (Interlocked.CompareExchange(ref _stay, next, null) is null)
                {
                    audience.Noticed($"You are in {room} again.");
                }
                else
                {
                    await next.LeaveAsync();
                }

                return;
            }
            catch (Exception error) when (error is RpcException or ChatException)
            {
                // A refusal may pass, too: the server does not miss the old seat as soon as we do.
                if (Stopwatch.GetElapsedTime(start) > patience)
                {
                    throw new SampleException($"{room} could not be entered again within {patience.TotalSeconds:0} s. {PlainText.Of(error.Message)}");
                }
            }
        }
    }
}
