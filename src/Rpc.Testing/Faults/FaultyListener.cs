using Rpc.Transports;

namespace Rpc.Testing;

/// <summary>Accepts connections through a plan of faults.</summary>
internal sealed class FaultyListener(NetworkFaults faults, ITransportListener listener) : ITransportListener
{
    public async ValueTask<TransportConnection?> AcceptAsync()
    {
        while (true)
        {
            TransportConnection? connection = await listener.AcceptAsync().ConfigureAwait(false);
            try
            {
                return connection is null ? null : faults.Wrap(connection, accepted: true);
            }
            catch (IOException)
            {
                // Refused, and ended: the next one.
            }
        }
    }

    public ValueTask DisposeAsync() => listener.DisposeAsync();
}
