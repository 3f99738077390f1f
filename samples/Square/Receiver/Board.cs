using Square.Contract;

namespace Square.Receiver;

/// <summary>What a receiver shows: the square, its bell and who plays. Thread-safe: any number of transmitters call at once.</summary>
internal sealed class Board
{
    private static readonly TimeSpan s_ringing = TimeSpan.FromSeconds(1);

    // Every change replaces _now by the next state and tells it, both under _lock: so all views see all states, in one order.
    private readonly Lock _lock = new();
    private readonly List<Action<BoardState>> _views = [];
    private BoardState _now = BoardState.First;

    public BoardState Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>Shows every change from now on to a view, beginning with how it is. A view must be quick: the painter waits for it.</summary>
    /// <returns>Takes the view away when it is disposed.</returns>
    public IDisposable Show(Action<BoardState> view)
    {
        lock (_lock)
        {
            _views.Add(view);
            view(_now);
        }

        return new Shown(this, view);
    }

    public void Enter(string player) => Change(now => now with { Players = [.. now.Players, player], Line = $"{player} plays" });

    public void Leave(string player) => Change(now => now with { Players = now.Players.Remove(player), Line = $"{player} has left" });

    public void Paint(Rgb colour, string player) => Change(now => now with { Colour = colour, PaintedBy = player, Line = $"{BoardState.Painted}{colour} by {player}" });

    /// <summary>Rings for one second; bells that are rung meanwhile ring as well.</summary>
    public void Ring(string player)
    {
        Change(now => now with { Ringing = now.Ringing + 1, Rings = now.Rings + 1, Line = $"the bell rings for {player}" });
        Thread.Sleep(s_ringing);
        Change(now => now with { Ringing = now.Ringing - 1, Line = null });
    }

    private void Change(Func<BoardState, BoardState> next)
    {
        lock (_lock)
        {
            _now = next(_now);
            foreach (Action<BoardState> view in _views)
            {
                view(_now);
            }
        }
    }

    private void Remove(Action<BoardState> view)
    {
        lock (_lock)
        {
            _views.Remove(view);
        }
    }

    private sealed class Shown(Board board, Action<BoardState> view) : IDisposable
    {
        public void Dispose() => board.Remove(view);
    }
}
