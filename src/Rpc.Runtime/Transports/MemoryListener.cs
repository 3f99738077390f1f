using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Rpc.Transports;

/// <summary>Listens under a name within this process.</summary>
internal sealed class MemoryListener : ITransportListener
{
    private static readonly ConcurrentDictionary<string, MemoryListener> s_listeners = new(StringComparer.Ordinal);

    /// <summary>Connections that may wait to be accepted, as many as at a socket.</summary>
    private const int Backlog = 512;

    private readonly string _name;
    private readonly Channel<TransportConnection> _waiting = Channel.CreateBounded<TransportConnection>(Backlog);

    private MemoryListener(string name) => _name = name;

    public static MemoryListener Listen(string name)
    {
        var listener = new MemoryListener(name);
        return s_listeners.TryAdd(name, listener)
            ? listener
            : throw new IOException($"Cannot listen on rpc+mem://{name}: the name is taken in this process.");
    }

    public static TransportConnection Connect(string name)
    {
        if (!s_listeners.TryGetValue(name, out MemoryListener? listener))
        {
            throw new IOException($"connecting to mem:{name} failed: nobody in this process listens under that name");
        }

        (MemoryConnection client, MemoryConnection server) = MemoryConnection.Pair(name);
        return listener._waiting.Writer.TryWrite(server)
            ? client
            : throw new IOException($"connecting to mem:{name} failed: its listener accepts nothing, it has ended or {Backlog} connections wait for it");
    }

    public async ValueTask<TransportConnection?> AcceptAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (_waiting.Reader.TryRead(out TransportConnection? connection))
            {
                return connection;
            }
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        s_listeners.TryRemove(new KeyValuePair<string, MemoryListener>(_name, this));
        _waiting.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
