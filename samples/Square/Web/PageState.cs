using Square.Receiver;

namespace Square.Web;

/// <summary>What the page is told, as JSON.</summary>
internal sealed record PageState(int Red, int Green, int Blue, string? PaintedBy, IReadOnlyList<string> Players, bool IsRinging, int Rings)
{
    public static PageState Of(BoardState now) => new(now.Colour.Red, now.Colour.Green, now.Colour.Blue, now.PaintedBy, now.Players, now.Ringing > 0, now.Rings);
}
