using Samples;
using Square.Receiver;
using Square.Transmitter;

namespace Square.AllInOne;

/// <summary>What the receiver process tells, shown in this terminal between the questions.</summary>
internal sealed class ReceiverView
{
    private const int Side = 4;

    // The receiver answers a call first and tells of it a moment later.
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(200);

    private int _told;

    public ReceiverView(Child receiver) => receiver.Follow(Show);

    /// <summary>Waits until nothing more has been told for a moment.</summary>
    public async Task SettleAsync()
    {
        int before;
        do
        {
            before = Volatile.Read(ref _told);
            await Task.Delay(s_moment);
        }
        while (before != Volatile.Read(ref _told));
    }

    private void Show(string line)
    {
        Console.WriteLine($"  receiver: {line}");
        if (Screen.IsTerminal && line.StartsWith(BoardState.Painted, StringComparison.Ordinal) && OrderReader.Read(line[BoardState.Painted.Length..].Split(' ')[0]) is Order.Paint paint)
        {
            Screen.Out.Write(Drawing.Square(paint.Colour, Side));
        }

        Interlocked.Increment(ref _told);
    }
}
