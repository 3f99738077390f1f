using Rpc;

namespace Square.Contract;

#region contract
/// <summary>A square that anybody may paint, beside its bell. Every transmitter has a session of its own, which begins with its first call.</summary>
[Remote]
public interface ISquare : IBell
{
    /// <summary>Says who plays from now on, and gives the colour that the square has.</summary>
    /// <param name="player">At most 40 characters.</param>
    /// <param name="played">How long this player has been playing before, with a receiver that was started again.</param>
    [Throws(typeof(ArgumentException))]
    Rgb Enter(string player, TimeSpan played = default);

    /// <summary>Paints the square.</summary>
    void Paint(Rgb colour);

    /// <summary>How long this player has been playing with the system.</summary>
    TimeSpan PlayingTime { get; }
}
#endregion
