using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Chat.Contract;
using Rpc;

namespace Chat.Server;

/// <summary>A guest's place in a room. Disposed when the guest's connection ends, whether it has left or not: it is leased.</summary>
internal sealed class Seat(ChatHouse house, Room room, Guest guest, IVisitor visitor) : ISeat, IAsyncDisposable
{
    public Guest Guest => guest;

    public Room Room => room;

    /// <summary>The number of the message that told of the guest's coming.</summary>
    public long Entered { get; set; }

    public Task SayAsync(string text, CancellationToken cancellationToken = default)
    {
        room.Say(this, Checked.Text(text));
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<Message> ListenAsync(int before, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (room.Listen(this, before) is not { } queue)
        {
            yield break;
        }

        try
        {
            await foreach (Message message in queue.Reader.ReadAllAsync(cancellationToken))
            {
                yield return message;
            }
        }
        finally
        {
            // The guest has stopped listening, or its connection has ended.
            room.EndListening(this, queue);
        }
    }

    public Task<Guest[]> WhoAsync(CancellationToken cancellationToken = default) => Task.FromResult(room.Who(this));

    public async Task WhisperAsync(string nick, string text, CancellationToken cancellationToken = default)
    {
        string whispered = Checked.Text(text);
        await room.Find(this, nick).CallAsync(visitor => visitor.WhisperedAsync(guest, whispered));
    }

    public async Task<Pong> PingAsync(string nick, CancellationToken cancellationToken = default)
    {
        Seat other = room.Find(this, nick);
        long start = Stopwatch.GetTimestamp();
        string answer = "";
        await other.CallAsync(async visitor => answer = await visitor.PingedAsync(guest, cancellationToken));
        return new Pong(Checked.Answer(answer), Stopwatch.GetElapsedTime(start));
    }

    public Task LeaveAsync(CancellationToken cancellationToken = default) => LeaveAsync(MessageKind.Left);

    /// <summary>The guest is gone. Only then is this a surprise, if it has not left before.</summary>
    public ValueTask DisposeAsync() => new(LeaveAsync(MessageKind.Vanished));

    private async Task LeaveAsync(MessageKind how)
    {
        // A proxy of the guest's object: it is given back, so that the guest can forget the object.
        if (house.Leave(this, how) && visitor is IAsyncDisposable proxy)
        {
            await proxy.DisposeAsync();
        }
    }

    private async Task CallAsync(Func<IVisitor, Task> call)
    {
        try
        {
            await call(visitor);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever the guest's object has thrown: its words do not reach who called.
            throw new ChatException(error is RpcException { Status: RpcStatus.DeadlineExceeded } ? $"{guest.Nick} does not answer." : $"{guest.Nick} cannot be reached.");
        }
    }
}
