using System.Threading.Channels;
using Rpc.Transports;

namespace Rpc.Testing;

/// <summary>Accepts at one address of a <see cref="RpcTestNetwork"/>.</summary>
internal sealed class LaneListener(Action<LaneListener> close) : ITransportListener
{
    private readonly Channel<LaneConnection> _waiting = Channel.CreateUnbounded<LaneConnection>();

    /// <summary>False where it has been disposed.</summary>
    public bool Offer(LaneConnection connection) => _waiting.Writer.TryWrite(connection);

    public async ValueTask<TransportConnection?> AcceptAsync() =>
        await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false) && _waiting.Reader.TryRead(out LaneConnection? connection) ? connection : null;

    public ValueTask DisposeAsync()
    {
        if (_waiting.Writer.TryComplete())
        {
            close(this);
            while (_waiting.Reader.TryRead(out LaneConnection? connection))
            {
                connection.Abort();
            }
        }

        return ValueTask.CompletedTask;
    }
}
