using MemoryPack;
using Rpc;

namespace Handover;

public class HandoverTests
{
    static HandoverTests()
    {
        MemoryPackFormatterProvider.Register(new VersionedFormatter());
        MemoryPackFormatterProvider.Register(new RingFormatter());
        MemoryPackFormatterProvider.Register(new SealedFormatter());
    }

    [Fact]
    public void The_bytes_of_MemoryPack_stand_among_ours_without_a_length()
    {
        var basket = new Basket("b", new Versioned { Id = 1, Count = 0x203 }, null, 7);
        byte[] bytes = RpcCodec.Encode(basket);
        Assert.Equal("04" + "feffffff0100000062" + "020102010302" + "ff" + "07000000", Convert.ToHexStringLower(bytes));
        Assert.Contains(Convert.ToHexStringLower(MemoryPackSerializer.Serialize(basket.Item)), Convert.ToHexStringLower(bytes), StringComparison.Ordinal);
        Basket back = RpcCodec.Decode<Basket>(bytes);
        Assert.Equal(("b", 1, 0x203, 7), (back.Before, back.Item.Id, back.Item.Count, back.After));
        Assert.Null(back.None);
    }

    [Fact]
    public void What_a_newer_MemoryPack_type_appended_is_skipped_by_MemoryPack()
    {
        Basket back = RpcCodec.Decode<Basket>(Convert.FromHexString("04" + "feffffff0100000062" + "03010202" + "010302ffff" + "ff" + "07000000"));
        Assert.Equal((1, 0x203, 7), (back.Item.Id, back.Item.Count, back.After));
    }

    [Fact]
    public void An_object_that_leads_back_to_itself_arrives_so()
    {
        var ring = new Ring { Next = new Ring() };
        ring.Next.Next = ring;
        List<Ring> back = RpcCodec.Decode<List<Ring>>(RpcCodec.Encode(new List<Ring> { ring, new() }));
        Assert.Same(back[0], back[0].Next!.Next);
        Assert.Null(back[1].Next);
    }

    [Fact]
    public void A_struct_that_MemoryPack_writes_is_not_taken_for_its_memory()
    {
        Assert.Equal("01fe", Convert.ToHexStringLower(RpcCodec.Encode(new Sealed { Value = 1 })));
        var map = new Dictionary<int, Sealed?> { [1] = new Sealed { Value = 2 }, [2] = null };
        Assert.Equal("02000000" + "01000000" + "0101fd" + "02000000" + "ff", Convert.ToHexStringLower(RpcCodec.Encode(map)));
        Assert.Equal(map, RpcCodec.Decode<Dictionary<int, Sealed?>>(RpcCodec.Encode(map)));
        Assert.Equal((1, new Sealed { Value = 2 }), RpcCodec.Decode<(int, Sealed)>(RpcCodec.Encode((1, new Sealed { Value = 2 }))));
    }

    [Theory]
    [InlineData("05")]
    [InlineData("0201020103")]
    [InlineData("")]
    public void What_MemoryPack_cannot_read_is_the_peers_fault_and_names_the_type(string hex)
    {
        RpcException refusal = Assert.Throws<RpcException>(() => RpcCodec.Decode<Versioned>(Convert.FromHexString(hex)));
        Assert.Equal((RpcStatus.InvalidArgument, RpcErrorReason.Undecodable), (refusal.Status, refusal.Reason));
        Assert.Contains("Handover.Versioned", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_json_it_has_no_form_and_the_member_is_named()
    {
        var basket = new Basket("b", new Versioned(), null, 7);
        foreach (Action action in new Action[] { () => RpcCodec.EncodeJson(basket), () => RpcCodec.DecodeJson<Basket>("{\"item\":{}}"u8) })
        {
            RpcException refusal = Assert.Throws<RpcException>(action);
            Assert.Equal(RpcStatus.Unimplemented, refusal.Status);
            Assert.Contains("Handover.Basket.Item", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("MemoryPack", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Contains("Handover.Ring", Assert.Throws<RpcException>(() => RpcCodec.EncodeJson(new List<Ring> { new() })).Message, StringComparison.Ordinal);
    }
}
