using Rpc.NameServer.Stores;
using Rpc.Tests.Shared;

namespace Rpc.NameServer.Tests;

public sealed class SqliteStoreTests : WatchConformance
{
    private readonly TemporaryFolder _folder = new();

    protected override INameStore OpenStore() => SqliteNameStore.Open(_folder.File("names.db"));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
