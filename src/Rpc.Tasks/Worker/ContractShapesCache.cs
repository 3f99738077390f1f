using System.Collections.Concurrent;
using Rpc.Codec;
using Rpc.Stubs;
using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Worker;

/// <summary>The shapes under which other versions of contracts have written arguments; each is asked for once. Thread-safe.</summary>
internal sealed class ContractShapesCache(ITaskBackend backend)
{
    private readonly ConcurrentDictionary<string, PeerShapes> _known = new(StringComparer.Ordinal);

    /// <summary>The shapes under a fingerprint; null where none were kept, which is only a loss where something has to be skipped.</summary>
    public async ValueTask<PeerShapes?> GetAsync(string fingerprint)
    {
        if (_known.TryGetValue(fingerprint, out PeerShapes? known))
        {
            return known;
        }

        return await backend.ShapesAsync(fingerprint).ConfigureAwait(false) is { } bytes ? _known.GetOrAdd(fingerprint, KeptCalls.Shapes(bytes)) : null;
    }
}
