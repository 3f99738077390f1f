using Chat.Contract;

namespace Rpc.Samples.Tests;

/// <summary>Listens to a room and holds what it hears against what a room promises: numbers that rise, and of each guest first that it comes, then what it says, then that it goes.</summary>
internal sealed class ChatWitness
{
    // What is known of a nick; nothing after a gap.
    private readonly Dictionary<string, bool> _isHere = [];

    public int Heard { get; private set; }

    public async Task ListenAsync(ISeat seat, CancellationToken enough)
    {
        long last = 0;
        try
        {
            await foreach (Message message in seat.ListenAsync(10, enough))
            {
                Assert.True(message.Number > last, $"{message} after {last}");
                if (message.Number != last + 1)
                {
                    _isHere.Clear();
                }

                last = message.Number;
                Heard++;
                Take(message);
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // It has heard enough.
        }
    }

    private void Take(Message message)
    {
        bool comes = message.Kind == MessageKind.Entered;
        if (_isHere.TryGetValue(message.By.Nick, out bool isHere))
        {
            Assert.True(isHere != comes, $"{message}, who is {(isHere ? "here" : "not here")}");
        }

        _isHere[message.By.Nick] = message.Kind is MessageKind.Entered or MessageKind.Said;
    }
}
