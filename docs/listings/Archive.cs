using Rpc;

namespace Listings;

public sealed class Archive : IArchive
{
    private readonly Dictionary<string, byte[]> _bodies = [];

    public async Task<long> StoreAsync(string name, Stream body, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        using var kept = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            kept.Write(buffer, 0, read);
            progress?.Report(kept.Length);
        }

        _bodies[name] = kept.ToArray();
        return kept.Length;
    }

    public Task<Stream> LoadAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream>(new MemoryStream(_bodies[name]));  // read to its end and disposed by the runtime
}
