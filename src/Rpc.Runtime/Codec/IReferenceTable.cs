namespace Rpc.Codec;

/// <summary>Turns live objects into references that can travel, and back. One per connection; the codec only carries it.</summary>
/// <remarks>Implementations are thread-safe: values are encoded and decoded on any thread.</remarks>
public interface IReferenceTable
{
    /// <summary>Gives the reference under which the peer can call <paramref name="target"/> through the interface <typeparamref name="T"/>.</summary>
    /// <returns>The object's URI, empty where it is reachable on this connection only, and its id on this connection.</returns>
    (string Uri, ulong Id) Export<T>(T target) where T : class;

    /// <summary>Gives a proxy for a reference read from the peer, or the object itself where it lives here.</summary>
    T Import<T>(string uri, ulong id) where T : class;
}
