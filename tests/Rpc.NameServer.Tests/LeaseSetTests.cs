using Rpc.NameServer.Leases;
using Rpc.NameServer.Registry;
using Rpc.NameServer.Stores;
using Xunit;

namespace Rpc.NameServer.Tests;

public sealed class LeaseSetTests
{
    [Theory]
    [InlineData(1, 1000)]
    [InlineData(2, 5)]
    [InlineData(3, 64)]
    public void It_holds_what_a_dictionary_holds_whatever_is_added_and_removed(int seed, int ids)
    {
        var random = new Random(seed);
        var set = new LeaseSet();
        var model = new Dictionary<long, RegisteredInstance>();

        // Ids that differ in their high bits only collide.
        long[] choice = [.. Enumerable.Range(0, ids).Select(i => ((long)random.Next(1, 1000) << 32) | (uint)(i % 7 == 0 ? 3 : random.Next()))];
        for (int i = 0; i < 20_000; i++)
        {
            long id = choice[random.Next(ids)];
            if (random.Next(2) == 0)
            {
                model[id] = Instance(id);
                set.Put(model[id]);
            }
            else
            {
                Assert.Equal(model.Remove(id), set.Remove(id));
            }

            Assert.Equal(model.Count, set.Count);
            id = choice[random.Next(ids)];
            Assert.Equal(model.GetValueOrDefault(id), set.TryGet(id, out RegisteredInstance? found) ? found : null);
        }

        Assert.Equal(model.Keys.Order(), set.All.Select(instance => instance.LeaseId).Order());
    }

    private static RegisteredInstance Instance(long id) => new(new StoredInstance("x", "rpc://h:1/x", [], 1, 15, id, "s", DateTimeOffset.UnixEpoch, new Dictionary<string, string>()));
}
