using System.Diagnostics;
using Rpc;
using Square.Contract;

namespace Square.Transmitter;

/// <summary>One receiver, as this transmitter plays with it.</summary>
/// <param name="name">The name under which it is listed.</param>
/// <param name="get">Makes a proxy, which has a session of its own.</param>
/// <param name="player">Who plays.</param>
internal sealed class PlayedSquare(string name, Func<ISquare> get, string player)
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Lock _turn = new();

    // The proxy of the session that is entered; under _turn.
    private ISquare? _square;

    public string Name => name;

    /// <summary>Calls the receiver as if it were a local object: the call blocks its thread, which is one of the pool. A receiver that was started again is entered again.</summary>
    public Task<T> CallAsync<T>(Func<ISquare, T> call, CancellationToken stop) => Task.Run(() => Call(call), stop).WaitAsync(stop);

    private T Call<T>(Func<ISquare, T> call)
    {
        lock (_turn)
        {
            try
            {
                return call(Entered());
            }
            catch (RpcException error) when (error.Reason == RpcErrorReason.SessionLost)
            {
                // Nothing of the call was done, so it may be made again.
                _square = null;
                return call(Entered());
            }
        }
    }

    private ISquare Entered()
    {
        if (_square is null)
        {
            ISquare square = get();
            square.Enter(player, Stopwatch.GetElapsedTime(_begun));
            _square = square;
        }

        return _square;
    }
}
