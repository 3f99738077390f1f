using Rpc.Calls;
using Rpc.Diagnostics;
using Rpc.Protocol;
using Rpc.Transports;

namespace Rpc.Connections;

/// <summary>One attempt to connect and shake hands, on a thread that may block.</summary>
internal sealed class ConnectionAttempt(ConnectionPool pool, IConnectionHost host, PoolEntry entry, TaskCompletionSource<RpcConnection> result, Func<string, CancellationToken, TransportConnection> connect, IClientGate? gate)
{
    public void Run()
    {
        string address = entry.Address;
        try
        {
            using var limit = new CancellationTokenSource(host.Limits.HandshakeTimeout);
            (byte[] credentials, byte[] data) = gate?.Greet(address, limit.Token) ?? ([], []);
            TransportConnection transport = connect(address, limit.Token);
            RpcConnection connection;
            using (limit.Token.UnsafeRegister(static t => ((TransportConnection)t!).Abort(), transport))
            {
                connection = Shake(transport, credentials, data, limit.Token);
            }

            RpcLog.Connected(host.Logger, address);
            connection.Open(readAtOnce: false);
            if (!pool.Keep(entry, result, connection))
            {
                connection.End("the client was disposed");
            }
        }
        catch (RpcException exception)
        {
            pool.Failed(entry, result, exception);
        }
        catch (Exception exception) when (exception is IOException or ProtocolException)
        {
            pool.Failed(entry, result, RemoteErrors.NotConnected(address, exception.Message, exception));
        }
        catch (Exception exception)
        {
            RpcLog.Fault(host.Logger, exception);
            pool.Failed(entry, result, RemoteErrors.NotConnected(address, exception.Message, exception));
        }
    }

    private RpcConnection Shake(TransportConnection transport, byte[] credentials, byte[] data, CancellationToken limit)
    {
        try
        {
            return ClientHandshake.Run(host, transport, credentials, data, gate is null ? null : welcome => gate.Check(entry.Address, transport, welcome, limit));
        }
        catch
        {
            transport.Abort();
            throw;
        }
    }
}
