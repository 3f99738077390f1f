using Rpc.Tasks.Client;

namespace Rpc.Tasks.Tests;

public sealed class TaskIdTests
{
    [Fact]
    public void Ids_rise_also_within_a_millisecond_and_are_of_version_7()
    {
        byte[][] ids = [.. Enumerable.Range(0, 20_000).Select(_ => TaskIds.New().ToByteArray(bigEndian: true))];
        Assert.All(ids, id => Assert.Equal((7, 2), (id[6] >> 4, id[8] >> 6)));
        Assert.All(ids.Zip(ids.Skip(1)), pair => Assert.True(pair.First.AsSpan().SequenceCompareTo(pair.Second) < 0));
    }

    [Fact]
    public async Task Ids_that_are_made_at_the_same_time_differ()
    {
        Guid[][] ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 5_000).Select(_ => TaskIds.New()).ToArray())));
        Assert.Equal(40_000, ids.SelectMany(some => some).Distinct().Count());
    }
}
