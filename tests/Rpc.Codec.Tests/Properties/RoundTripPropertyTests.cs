using System.Globalization;
using Travel;

namespace Properties;

/// <summary>Any value of any type that docs/types.md lists arrives as it left, as bytes and as JSON.</summary>
public sealed class RoundTripPropertyTests
{
    private const int ValuesOfEach = 200;

    // A live object needs a connection, and what only MemoryPack writes has its own tests.
    private static readonly string[] Elsewhere = ["type that only MemoryPack writes", "`[Remote]` interface", "member that is a `[Remote]` interface", "collection of a `[Remote]` interface"];

    private static readonly Dictionary<string, RoundTrip> All = Properties.Values.All.Concat(Collections.All).Concat(Objects.All).ToDictionary(each => each.Name);

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_value_arrives_as_it_left(string name)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("RPC_PROPERTY_SEED"), CultureInfo.InvariantCulture, out int given) ? given : Random.Shared.Next();
        try
        {
            All[name].Check(seed, ValuesOfEach);
        }
        catch (Exception failure)
        {
            Assert.Fail($"{name}, RPC_PROPERTY_SEED={seed} repeats it: {failure}");
        }
    }

    [Fact]
    public void Every_type_of_the_page_has_generated_values() =>
        Assert.Equal(TypesPage.Travelling.SelectMany(row => row.Types).Except(Elsewhere).Order(StringComparer.Ordinal), All.Keys.Order(StringComparer.Ordinal));
}
