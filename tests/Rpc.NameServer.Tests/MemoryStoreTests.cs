using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Tests;

public sealed class MemoryStoreTests : WatchConformance
{
    protected override INameStore OpenStore() => new MemoryNameStore();
}
