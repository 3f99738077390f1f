using Chat.Contract;
using Chat.Visiting;
using Rpc;

namespace Chat.Parrots;

/// <summary>A visitor who repeats what it hears, and whispers back what is whispered to it.</summary>
internal sealed class Parrot : IVisitor, IAudience
{
    public Parrot(IChat chat, string nick, TimeSpan wait) => Visit = new Visit(chat, new Guest(nick, IsParrot: true), this, this, before: 0, wait);

    public Visit Visit { get; }

    public async ValueTask HeardAsync(Message message)
    {
        if (message.Kind == MessageKind.Said && !message.By.IsParrot)
        {
            await TryAsync(seat => seat.SayAsync(message.Text));
        }
    }

    public void Missed(long messages)
    {
        // It never repeats all.
    }

    public void Noticed(string what) => Console.WriteLine(what);

    public Task WhisperedAsync(Guest from, string text) => from.IsParrot ? Task.CompletedTask : TryAsync(seat => seat.WhisperAsync(from.Nick, text));

    public Task<string> PingedAsync(Guest by, CancellationToken cancellationToken = default) => Task.FromResult("sits on its perch");

    private async Task TryAsync(Func<ISeat, Task> say)
    {
        try
        {
            await say(Visit.Seat);
        }
        catch (Exception error) when (error is RpcException or ChatException)
        {
            // Who whispered is gone, or the server is, which the visit notices.
        }
    }
}
