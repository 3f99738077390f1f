using Xunit;

namespace Rpc.NameServer.Tests.HighAvailability;

/// <summary>The checker accepts what may be and finds each planted lie.</summary>
public sealed class HistoryOfNamesCheckerTests
{
    private static readonly Observation[] s_truth =
    [
        new(ObservationKind.Put, "w", "a", 1, 0, 10),
        new(ObservationKind.Put, "w", "a", 2, 10_000, 10_010),
        new(ObservationKind.Put, "w", "b", 1, 0, 10),
        new(ObservationKind.Put, "w", "b", 0, 20_000, 20_010),
        new(ObservationKind.Lookup, "l", "a", 1, 5_000, 5_001),
        new(ObservationKind.Lookup, "l", "a", 1, 10_500, 10_501),
        new(ObservationKind.Lookup, "l", "a", 2, 10_005, 10_006),
        new(ObservationKind.Lookup, "l", "a", 0, 5, 6),
        new(ObservationKind.Lookup, "l", "b", 0, 25_000, 25_001),
        new(ObservationKind.Reset, "watcher", "", 0, 1, 1),
        new(ObservationKind.Told, "watcher", "a", 1, 10, 10),
        new(ObservationKind.Told, "watcher", "b", 1, 11, 11),
        new(ObservationKind.Told, "watcher", "a", 2, 10_010, 10_010),
        new(ObservationKind.Told, "watcher", "b", 0, 20_010, 20_010),
    ];

    private static IReadOnlyList<string> Check(IEnumerable<Observation> history, params (string Name, long Version)[] listed) =>
        new HistoryOfNamesChecker(2000).Check([.. history], new Dictionary<string, IReadOnlyDictionary<string, long>> { ["ns"] = listed.ToDictionary(one => one.Name, one => one.Version) });

    [Fact]
    public void A_true_history_is_accepted() => Assert.Empty(Check(s_truth, ("a", 2)));

    [Fact]
    public void A_lost_a_ghost_and_a_stale_registration_are_found()
    {
        Assert.StartsWith("Lost: ns", Assert.Single(Check(s_truth)), StringComparison.Ordinal);
        Assert.StartsWith("Ghost: ns", Assert.Single(Check(s_truth, ("a", 2), ("b", 1))), StringComparison.Ordinal);
        Assert.StartsWith("Stale: ns", Assert.Single(Check(s_truth, ("a", 1))), StringComparison.Ordinal);
    }

    public static TheoryData<int, string> Lies => new()
    {
        { 0, "could not look up" }, { 1, "saw a as version 1" }, { 2, "saw a as version 0" }, { 3, "saw b as version 1" }, { 4, "saw a as version 2" },
        { 5, "has gone, which was not there" }, { 6, "of version 1 of a" }, { 7, "Lost: watcher" }, { 8, "Ghost: watcher" }, { 9, "of version 2 of a" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void Each_planted_lie_is_found(int number, string expected)
    {
        Observation[] history = number switch
        {
            0 => [.. s_truth, new(ObservationKind.Lookup, "l", "a", 0, 5_000, 5_001, "no answer")],
            1 => [.. s_truth, new(ObservationKind.Lookup, "l", "a", 1, 12_500, 12_501)],
            2 => [.. s_truth, new(ObservationKind.Lookup, "l", "a", 0, 5_000, 5_001)],
            3 => [.. s_truth, new(ObservationKind.Lookup, "l", "b", 1, 22_500, 22_501)],
            4 => [.. s_truth, new(ObservationKind.Lookup, "l", "a", 2, 9_000, 9_999)],
            5 => [.. s_truth, new(ObservationKind.Told, "watcher", "b", 0, 20_020, 20_020)],
            6 => [.. s_truth, new(ObservationKind.Told, "watcher", "a", 1, 20_020, 20_020), new(ObservationKind.Told, "watcher", "a", 2, 20_030, 20_030)],
            7 => [.. s_truth.Where(one => one is not { Kind: ObservationKind.Told, Name: "a" })],
            8 => [.. s_truth.Where(one => one is not { Kind: ObservationKind.Told, Name: "b", Version: 0 })],
            _ => [.. s_truth, new(ObservationKind.Told, "watcher", "a", 2, 20_020, 20_020)],
        };

        Assert.Contains(Check(history, ("a", 2)), problem => problem.Contains(expected, StringComparison.Ordinal));
    }
}
