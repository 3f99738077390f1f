using Square.Contract;

namespace Square.Transmitter;

/// <summary>What somebody typed at a transmitter.</summary>
internal abstract record Order
{
    public sealed record Paint(Rgb Colour) : Order;

    public sealed record Bell : Order;

    public sealed record Time : Order;

    public sealed record Help : Order;

    public sealed record Quit : Order;

    /// <summary>Nothing that is understood; <paramref name="Problem"/> says what is wrong with it.</summary>
    public sealed record Mistake(string Problem) : Order;
}
