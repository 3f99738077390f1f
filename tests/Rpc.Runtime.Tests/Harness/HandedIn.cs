using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Rpc.Transports;

namespace Rpc.Runtime.Tests;

/// <summary>A transport of a user's own: connections that the runtime knows nothing of, under names within this process.</summary>
internal sealed class HandedIn(Func<string, (TransportConnection Client, TransportConnection Server)> pair)
{
    private readonly ConcurrentDictionary<RemoteUri, Listener> _listeners = new();

    /// <summary>Two pipes of System.IO.Pipelines.</summary>
    public static (TransportConnection Client, TransportConnection Server) Pipes(string name)
    {
        var up = new Pipe();
        var down = new Pipe();
        return (TransportConnection.Over(new Duplex(down.Reader, up.Writer), name), TransportConnection.Over(new Duplex(up.Reader, down.Writer), name));
    }

    /// <summary>The streams of two connected sockets.</summary>
    public static (TransportConnection Client, TransportConnection Server) Streams(string name)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.Connect(listener.LocalEndpoint);
        Socket server = listener.AcceptSocket();
        server.NoDelay = true;
        return (TransportConnection.Over(new NetworkStream(client, ownsSocket: true), name), TransportConnection.Over(new NetworkStream(server, ownsSocket: true), name));
    }

    public ITransportListener Listen(RemoteUri address)
    {
        var listener = new Listener(closed => _listeners.TryRemove(new KeyValuePair<RemoteUri, Listener>(address, closed)));
        return _listeners.TryAdd(address, listener) ? listener : throw new IOException($"Cannot listen on {address}: it is taken.");
    }

    public TransportConnection Connect(RemoteUri address)
    {
        if (_listeners.TryGetValue(address, out Listener? listener))
        {
            (TransportConnection client, TransportConnection server) = pair(address.ToString());
            if (listener.Offer(server))
            {
                return client;
            }
        }

        throw new IOException($"connecting to {address} failed: nobody listens there");
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }

    private sealed class Listener(Action<Listener> close) : ITransportListener
    {
        private readonly Channel<TransportConnection> _waiting = Channel.CreateUnbounded<TransportConnection>();

        public bool Offer(TransportConnection connection) => _waiting.Writer.TryWrite(connection);

        public async ValueTask<TransportConnection?> AcceptAsync() =>
            await _waiting.Reader.WaitToReadAsync() && _waiting.Reader.TryRead(out TransportConnection? connection) ? connection : null;

        public ValueTask DisposeAsync()
        {
            close(this);
            _waiting.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }
    }
}
