using System.Collections.Immutable;
using Square.Contract;

namespace Square.Receiver;

/// <summary>How a board is at a moment.</summary>
/// <param name="Colour">The square's.</param>
/// <param name="PaintedBy">Who painted it; null for nobody yet.</param>
/// <param name="Players">Who plays, in the order in which they came.</param>
/// <param name="Ringing">How often the bell is being rung just now.</param>
/// <param name="Rings">How often it was rung.</param>
/// <param name="Line">What has just happened; null for nothing to tell.</param>
internal sealed record BoardState(Rgb Colour, string? PaintedBy, ImmutableList<string> Players, int Ringing, int Rings, string? Line)
{
    /// <summary>Begins the line that tells of a new colour.</summary>
    public const string Painted = "the square is ";

    /// <summary>A grey square that nobody has painted.</summary>
    public static BoardState First { get; } = new(new Rgb(128, 128, 128), null, [], 0, 0, null);
}
