using System.Buffers;
using Rpc;

namespace Types;

/// <summary>Short ASCII text has a way of its own; whatever is not, at whatever place, must find the general one or be refused.</summary>
public sealed class TextTests
{
    private const int Longest = 140;

    [Fact]
    public void Text_of_every_length_comes_back()
    {
        for (int length = 0; length <= Longest; length++)
        {
            string text = Ascii(length);
            byte[] bytes = RpcCodec.Encode(text);
            Assert.Equal(text, RpcCodec.Decode<string>(bytes));
            Assert.Equal(length == 0 ? 4 : 8 + length, bytes.Length);
        }
    }

    [Theory]
    [InlineData('\u0080')]
    [InlineData('\u00e9')]
    [InlineData('\u0100')]
    [InlineData('\u6771')]
    [InlineData('\uff41')]
    [InlineData('\ud800')]
    public void A_wide_character_at_any_place_comes_back(char wide)
    {
        for (int length = 1; length <= 70; length++)
        {
            for (int place = 0; place < length; place++)
            {
                char[] text = Ascii(length).ToCharArray();
                text[place] = wide;
                Assert.Equal(new string(text), RpcCodec.Decode<string>(RpcCodec.Encode(new string(text))));
            }
        }
    }

    [Fact]
    public void A_byte_that_is_not_ASCII_in_as_many_bytes_as_characters_is_refused_at_any_place()
    {
        for (int length = 1; length <= 70; length++)
        {
            for (int place = 0; place < length; place++)
            {
                byte[] bytes = RpcCodec.Encode(Ascii(length));
                bytes[8 + place] |= 0x80;
                Assert.Equal(RpcStatus.InvalidArgument, Assert.Throws<RpcException>(() => RpcCodec.Decode<string>(bytes)).Status);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_number_of_another_size_is_refused(int size) =>
        Assert.Equal(RpcStatus.InvalidArgument, Assert.Throws<RpcException>(() => RpcCodec.Decode<int>(new byte[size])).Status);

    [Fact]
    public void A_buffer_writer_that_gives_too_little_room_is_refused()
    {
        var output = new Small();
        Assert.Throws<InvalidOperationException>(() => RpcCodec.Encode(output, 1));
        Assert.Throws<InvalidOperationException>(() => RpcCodec.Encode(output, "text"));
    }

    private static string Ascii(int length) => string.Create(length, 0, static (text, _) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)(1 + ((i * 7) % 127));
        }
    });

    /// <summary>Breaks the contract of its interface.</summary>
    private sealed class Small : IBufferWriter<byte>
    {
        public void Advance(int count)
        {
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => new byte[2];

        public Span<byte> GetSpan(int sizeHint = 0) => new byte[2];
    }
}
