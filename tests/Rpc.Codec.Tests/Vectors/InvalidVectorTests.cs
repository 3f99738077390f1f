using Rpc;

namespace Vectors;

public class InvalidVectorTests
{
    private static readonly Row[] Rows = Row.Load("invalid-vectors.json");

    private static readonly Dictionary<string, Action<byte[]>> Decoders = new()
    {
        ["bool"] = bytes => RpcCodec.Decode<bool>(bytes),
        ["bool?"] = bytes => RpcCodec.Decode<bool?>(bytes),
        ["decimal"] = bytes => RpcCodec.Decode<decimal>(bytes),
        ["DateTime"] = bytes => RpcCodec.Decode<DateTime>(bytes),
        ["int[]"] = bytes => RpcCodec.Decode<int[]>(bytes),
        ["List<string>"] = bytes => RpcCodec.Decode<List<string>>(bytes),
        ["string"] = bytes => RpcCodec.Decode<string>(bytes),
        ["Point"] = bytes => RpcCodec.Decode<Point>(bytes),
        ["IShape"] = bytes => RpcCodec.Decode<IShape>(bytes),
        ["Node"] = bytes => RpcCodec.Decode<Node>(bytes),
    };

    public static TheoryData<int> All => [.. Enumerable.Range(0, Rows.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void The_bytes_of_the_row_are_refused_with_a_reason(int row)
    {
        RpcException refusal = Assert.Throws<RpcException>(() => Decoders[Rows[row].Type](Rows[row].Bytes()));
        if (Rows[row].Why!.StartsWith("nested deeper", StringComparison.Ordinal))
        {
            Assert.Equal((RpcStatus.ResourceExhausted, RpcErrorReason.OverLimit), (refusal.Status, refusal.Reason));
        }
        else
        {
            Assert.Equal((RpcStatus.InvalidArgument, RpcErrorReason.Undecodable), (refusal.Status, refusal.Reason));
        }

        Assert.True(refusal.Message.Length > 20, refusal.Message);
    }
}
