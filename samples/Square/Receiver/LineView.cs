using System.Threading.Channels;

namespace Square.Receiver;

/// <summary>A board where there is no terminal to draw in: a line for everything that happens.</summary>
internal static class LineView
{
    public static async Task PrintAsync(Board board, string title, CancellationToken stop)
    {
        Console.WriteLine(title);
        var lines = Channel.CreateUnbounded<string>();
        using IDisposable shown = board.Show(now =>
        {
            if (now.Line is not null)
            {
                lines.Writer.TryWrite(now.Line);
            }
        });
        try
        {
            await foreach (string line in lines.Reader.ReadAllAsync(stop))
            {
                Console.WriteLine(line);
            }
        }
        catch (OperationCanceledException)
        {
            // What came last is still told: who has left, for example.
            while (lines.Reader.TryRead(out string? line))
            {
                Console.WriteLine(line);
            }
        }
    }
}
