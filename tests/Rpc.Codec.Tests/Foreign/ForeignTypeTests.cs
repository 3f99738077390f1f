using System.Text;
using Contracts;
using Plain;
using Rpc;
using Rpc.Codec;

namespace Foreign;

public class ForeignTypeTests
{
    [Fact]
    public void Types_of_an_assembly_without_the_generator_get_their_codec_at_the_place_of_use()
    {
        Same(new Address("Main", 7), "02fbffffff040000004d61696e07000000");
        Same(new Settable { Id = 1, Name = "a" }, "0201000000feffffff0100000061");
        Same(new Fields { A = 1, B = "b" }, "0201000000feffffff0100000062");
        Same(new Pixel { R = 1, Depth = 2, X = 3 }, "010000000200000003000000");
        Same(new Money(1.5m, 2), "00000100000000000f000000000000000200000000000000");
        Same(Weather.Rainy, "02000000");
        Same(new Box<Address> { Content = new Address("M", 1) }, "0102feffffff010000004d01000000");
    }

    [Fact]
    public void Types_of_an_assembly_with_contracts_use_the_codec_that_lives_there()
    {
        Order order = Order.Make(3, "x");
        byte[] bytes = RpcCodec.Encode(order);
        Order back = RpcCodec.Decode<Order>(bytes);
        Assert.Equal((3, "x", new Line(3, 1.5)), (back.Id, back.Text, back.First));
        Assert.Equal(2, RpcCodec.Decode<List<Order?>>(RpcCodec.Encode(new List<Order?> { order, null })).Count);
        Assert.Equal(order.First, RpcCodec.Decode<Dictionary<string, Line>>(RpcCodec.Encode(new Dictionary<string, Line> { ["k"] = order.First! }))["k"]);
        Assert.Equal(new Round(2), RpcCodec.Decode<Sheet>(RpcCodec.Encode<Sheet>(new Round(2))));
        Assert.Equal("{\"$type\":1,\"side\":2}", Encoding.UTF8.GetString(RpcCodec.EncodeJson<Sheet>(new Contracts.Square(2))));
    }

    [Fact]
    public void A_struct_with_private_fields_travels_as_its_memory()
    {
        Same(new Size(3, 4), "0300000004000000");
        Assert.Equal("{\"width\":3,\"height\":4}", Encoding.UTF8.GetString(RpcCodec.EncodeJson(new Size(3, 4))));
        Assert.Equal([new Size(1, 2), new Size(3, 4)], RpcCodec.Decode<Size[]>(RpcCodec.Encode<Size[]>([new Size(1, 2), new Size(3, 4)])));
    }

    [Fact]
    public void No_codec_is_written_twice()
    {
        Assert.DoesNotContain(typeof(ForeignTypeTests).Assembly.GetTypes(), t => t.Name == "Contracts_OrderCodec");
        Assert.Contains(typeof(Order).Assembly.GetCustomAttributes(typeof(GeneratedCodecAttribute), false).Cast<GeneratedCodecAttribute>(), a => a.Type == typeof(Order) && a.Shape.StartsWith("{Id:f4'int'", StringComparison.Ordinal));
    }

    private static void Same<T>(T value, string hex)
    {
        byte[] bytes = RpcCodec.Encode(value);
        Assert.Equal(hex, Convert.ToHexStringLower(bytes));
        Assert.Equivalent(value, RpcCodec.Decode<T>(bytes), strict: true);
        Assert.Equivalent(value, RpcCodec.DecodeJson<T>(RpcCodec.EncodeJson(value)), strict: true);
    }
}
