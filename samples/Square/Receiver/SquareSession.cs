using System.Diagnostics;
using Square.Contract;

namespace Square.Receiver;

/// <summary>One transmitter at the square: made for its first call, disposed when its connection has ended, however that was.</summary>
internal sealed class SquareSession(Board board) : ISquare, IDisposable
{
    private const int LongestName = 40;

    private readonly long _begun = Stopwatch.GetTimestamp();

    // Calls of one session may run at once, so the two are written together and never again.
    private volatile Player? _player;

    public TimeSpan PlayingTime => Stopwatch.GetElapsedTime(_begun) + (_player?.Played ?? TimeSpan.Zero);

    private string Name => _player?.Name ?? "somebody";

    public Rgb Enter(string player, TimeSpan played = default)
    {
        // It is shown in a terminal, which would obey control characters.
        if (player.Length is 0 or > LongestName || player.Any(char.IsControl))
        {
            throw new ArgumentException($"A player's name has 1 to {LongestName} characters, and no control characters.");
        }

        if (Interlocked.CompareExchange(ref _player, new Player(player, played > TimeSpan.Zero ? played : TimeSpan.Zero), null) is null)
        {
            board.Enter(player);
        }

        return board.Now.Colour;
    }

    public void Paint(Rgb colour) => board.Paint(colour, Name);

    public string RingBell()
    {
        board.Ring(Name);
        return "Bell rang for 1 second";
    }

    public void Dispose()
    {
        if (_player is { } player)
        {
            board.Leave(player.Name);
        }
    }

    private sealed record Player(string Name, TimeSpan Played);
}
