using Rpc;

namespace Listings;

#region contract
[Remote]
public interface IArchive
{
    Task<long> StoreAsync(string name, Stream body, IProgress<long>? progress = null, CancellationToken cancellationToken = default);

    Task<Stream> LoadAsync(string name, CancellationToken cancellationToken = default);
}
#endregion
