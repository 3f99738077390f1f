using Rpc.Codec;
using Rpc.Fuzz.Types;

namespace Rpc.Fuzz.Targets;

/// <summary>Live objects that remember under what they came.</summary>
internal sealed class Live : IReferenceTable
{
    public (string Uri, ulong Id) Export<T>(T target)
        where T : class => target is Stand stand ? (stand.Uri, stand.Id) : ("rpc://127.0.0.1:1/a", 1);

    public T Import<T>(string uri, ulong id)
        where T : class => (T)(object)new Stand(uri, id);

    private sealed record Stand(string Uri, ulong Id) : IAccount
    {
        public int Balance() => 0;
    }
}
