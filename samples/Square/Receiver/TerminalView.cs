using System.Threading.Channels;
using Samples;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Square.Receiver;

/// <summary>A board in a terminal: the square, who painted it, who plays, what happened last, and a bell that is heard.</summary>
internal static class TerminalView
{
    private const int Side = 12;
    private const int LinesShown = 5;

    public static async Task DrawAsync(Board board, string title, CancellationToken stop)
    {
        var states = Channel.CreateUnbounded<BoardState>();
        using IDisposable shown = board.Show(now => states.Writer.TryWrite(now));
        var happened = new Queue<string>();
        int rings = 0;
        await Screen.Out.Live(new Text(title)).StartAsync(async live =>
        {
            try
            {
                await foreach (BoardState now in states.Reader.ReadAllAsync(stop))
                {
                    if (now.Line is not null)
                    {
                        happened.Enqueue(now.Line);
                        if (happened.Count > LinesShown)
                        {
                            happened.Dequeue();
                        }
                    }

                    live.UpdateTarget(Picture(title, now, happened));
                    if (now.Rings > rings)
                    {
                        rings = now.Rings;
                        Console.Write('\a');
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The last picture stays.
            }
        });
    }

    private static Rows Picture(string title, BoardState now, IEnumerable<string> happened)
    {
        string by = now.PaintedBy is null ? "not painted yet" : $"{now.Colour} by {now.PaintedBy}";
        string players = now.Players.IsEmpty ? "nobody yet: dotnet run --project samples/Square -- transmit" : string.Join(", ", now.Players);
        List<IRenderable> rows =
        [
            new Text(title, new Style(decoration: Decoration.Bold)),
            Drawing.Square(now.Colour, Side),
            new Text(by),
            new Text($"playing: {players}"),
            now.Ringing > 0 ? new Text("(( BELL ))", new Style(Color.Black, Color.Yellow)) : new Text(" "),
            .. happened.Select(line => new Text(line, new Style(Color.Grey))),
        ];
        return new Rows(rows);
    }
}
