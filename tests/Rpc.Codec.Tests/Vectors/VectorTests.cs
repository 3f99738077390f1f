
namespace Vectors;

public class VectorTests
{
    private static readonly Row[] Rows = Row.Load("memorypack-vectors.json");

    public static TheoryData<int> All => [.. Enumerable.Range(0, Rows.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void Our_bytes_are_the_bytes_of_the_row(int row)
    {
        Case ours = Find(Rows[row]);
        if (!ours.IsReadOnly)
        {
            Assert.Equal(Rows[row].Hex, Convert.ToHexStringLower(ours.Encode()));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_bytes_of_the_row_decode_to_its_value(int row) => Find(Rows[row]).Decode(Rows[row].Bytes());

    [Theory]
    [MemberData(nameof(All))]
    public void The_value_of_the_row_survives_json(int row)
    {
        if (!Rows[row].Hex.Contains("00d8", StringComparison.Ordinal))
        {
            Find(Rows[row]).RoundTripJson();
        }
    }

    [Fact]
    public void Every_case_belongs_to_a_row() => Assert.Equal(Rows.Select(r => r.Type + "|" + r.Value).Distinct().Count(), Cases.All.Count);

    private static Case Find(Row row) => Cases.All.TryGetValue(row.Type + "|" + row.Value, out Case? found) ? found : throw new InvalidOperationException($"There is no case for the row {row}.");
}
