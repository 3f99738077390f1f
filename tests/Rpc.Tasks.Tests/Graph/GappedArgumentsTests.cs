using Rpc.Tasks.Ledger;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Conformance;

namespace Rpc.Tasks.Tests.Graph;

/// <summary>Results that are put into arguments as bytes are what the codec would have written of the values.</summary>
public sealed class GappedArgumentsTests
{
    [Fact]
    public void A_list_of_results_is_the_list_of_their_values()
    {
        Check(RpcCodec.Encode<int[]>([1, -2]), RpcCodec.Encode<List<int>>([1, -2]), RpcCodec.Encode<IReadOnlyList<int>>([1, -2]), RpcCodec.Encode<IEnumerable<int>>([1, -2]), RpcCodec.Encode(1), RpcCodec.Encode(-2));
        Check(RpcCodec.Encode<bool[]>([true, false]), RpcCodec.Encode<List<bool>>([true, false]), RpcCodec.Encode(true), RpcCodec.Encode(false));
        Check(RpcCodec.Encode<byte[]>([7, 8]), RpcCodec.Encode<List<byte>>([7, 8]), RpcCodec.Encode((byte)7), RpcCodec.Encode((byte)8));
        Check(RpcCodec.Encode<string?[]>(["ä", null]), RpcCodec.Encode<List<string?>>(["ä", null]), RpcCodec.Encode<string?>("ä"), RpcCodec.Encode<string?>(null));
        Check(RpcCodec.Encode<double?[]>([1.5, null]), RpcCodec.Encode<List<double?>>([1.5, null]), RpcCodec.Encode<double?>(1.5), RpcCodec.Encode<double?>(null));
        Check(RpcCodec.Encode<decimal[]>([1.5m, 2]), RpcCodec.Encode<List<decimal>>([1.5m, 2]), RpcCodec.Encode(1.5m), RpcCodec.Encode(2m));
        Check(RpcCodec.Encode<DayOfWeek[]>([DayOfWeek.Friday, 0]), RpcCodec.Encode<List<DayOfWeek>>([DayOfWeek.Friday, 0]), RpcCodec.Encode(DayOfWeek.Friday), RpcCodec.Encode(DayOfWeek.Sunday));
        DateTimeOffset time = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));
        Check(RpcCodec.Encode<DateTimeOffset[]>([time, default]), RpcCodec.Encode<List<DateTimeOffset>>([time, default]), RpcCodec.Encode(time), RpcCodec.Encode(default(DateTimeOffset)));
        Check(RpcCodec.Encode<(int, string)[]>([(1, "a"), (2, "b")]), RpcCodec.Encode<List<(int, string)>>([(1, "a"), (2, "b")]), RpcCodec.Encode((1, "a")), RpcCodec.Encode((2, "b")));
        Check(RpcCodec.Encode<(byte, long)[]>([(1, 2), (3, 4)]), RpcCodec.Encode<List<(byte, long)>>([(1, 2), (3, 4)]), RpcCodec.Encode(((byte)1, 2L)), RpcCodec.Encode(((byte)3, 4L)));
        Parcel inner = new("in", null, 1);
        Parcel outer = new("out", inner, 2);
        Check(RpcCodec.Encode<Parcel[]>([inner, outer]), RpcCodec.Encode<List<Parcel>>([inner, outer]), RpcCodec.Encode(inner), RpcCodec.Encode(outer));
        Check(RpcCodec.Encode<byte[][]>([[1], []]), RpcCodec.Encode<List<byte[]>>([[1], []]), RpcCodec.Encode<byte[]>([1]), RpcCodec.Encode<byte[]>([]));
    }

    [Fact]
    public void What_is_only_waited_for_leaves_the_arguments_as_they_are() =>
        Assert.Equal([1, 2], GappedArguments.Fill([1, 2], [new TaskNeed(Guid.Empty, -1, 0, Guid.NewGuid(), 0) { Result = [9] }, new TaskNeed(Guid.Empty, -1, 1, Guid.NewGuid(), 0)]));

    [Fact]
    public void Gaps_lie_where_their_offsets_say_also_side_by_side_and_at_the_ends() => Assert.Equal(
        [10, 11, 1, 12, 2, 13],
        GappedArguments.Fill([1, 2], [.. new[] { 0, 0, 1, 2 }.Select(static (offset, place) => new TaskNeed(Guid.Empty, place, -1, Guid.NewGuid(), offset) { Result = [(byte)(10 + place)] })]));

    // The first two or more are forms of the list, the last two its elements.
    private static void Check(params byte[][] encoded)
    {
        byte[] filled = GappedArguments.Fill([], [.. encoded[^2..].Select(static (element, order) => new TaskNeed(Guid.Empty, 0, order, Guid.NewGuid(), 0) { Result = element })]);
        Assert.All(encoded[..^2], list => Assert.Equal(list, filled));
    }
}
