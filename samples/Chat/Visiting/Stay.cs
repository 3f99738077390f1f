using Chat.Contract;
using Rpc;

namespace Chat.Visiting;

/// <summary>The part of a visit that is spent in one seat.</summary>
internal sealed record Stay(string Room, ISeat Seat)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Says goodbye. Never takes long, and never fails: a server that does not hear it misses us anyway.</summary>
    public async Task LeaveAsync()
    {
        using CancellationTokenSource enough = new(s_patience);
        try
        {
            await Seat.LeaveAsync(enough.Token);

            // The seat was made for us, so it is given back. Every proxy is IAsyncDisposable.
            await ((IAsyncDisposable)Seat).DisposeAsync();
        }
        catch (Exception error) when (error is RpcException or ChatException or OperationCanceledException)
        {
            // It is over in any case.
        }
    }
}
