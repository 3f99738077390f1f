using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Tests;

public sealed class MemoryStoreTests : LeaseConformance
{
    protected override INameStore OpenStore() => new MemoryNameStore();
}
