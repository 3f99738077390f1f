using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Values arrive exactly.</summary>
public abstract class ValueSuite(TestTransport transport) : RpcTest(transport)
{
    [Fact]
    public async Task Texts_arrive_whole_whatever_is_in_them()
    {
        IValues proxy = Serve<IValues>(new Values());
        string[] texts = ["", "plain", "Grüße, 世界 🌍", "a\0b\0", "\u2028\r\n\t", "\uD83D", new string('x', 200_000)];
        foreach (string text in texts)
        {
            Assert.Equal(text, proxy.Text(text));
            Assert.Equal(text, await proxy.TextAsync(text).Within());
        }

        Assert.Null(proxy.Text(null));
        Assert.Equal(["a", null, ""], proxy.Texts(["a", null, ""]));
    }

    [Fact]
    public void Numbers_arrive_bit_for_bit()
    {
        IValues proxy = Serve<IValues>(new Values());
        double payload = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_1234);
        foreach (double number in new[] { double.NaN, payload, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0, double.Epsilon, double.MaxValue, 0.1 })
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(proxy.Double(number)));
        }

        Assert.Equal(BitConverter.SingleToInt32Bits(-0f), BitConverter.SingleToInt32Bits(proxy.Float(-0f)));
        Assert.Equal(long.MinValue, proxy.Long(long.MinValue));
        Assert.Equal('\uFFFF', proxy.Letter('\uFFFF'));
        Assert.Null(proxy.Maybe(null));
        Assert.Equal(-1, proxy.Maybe(-1));
    }

    [Fact]
    public void A_decimal_keeps_its_scale()
    {
        IValues proxy = Serve<IValues>(new Values());
        foreach (decimal number in new[] { 0m, 1.10m, 1.1m, -0.0m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m })
        {
            Assert.Equal(decimal.GetBits(number), decimal.GetBits(proxy.Decimal(number)));
        }
    }

    [Fact]
    public void A_time_keeps_its_kind_and_an_offset_stays_the_offset()
    {
        IValues proxy = Serve<IValues>(new Values());
        foreach (DateTimeKind kind in Enum.GetValues<DateTimeKind>())
        {
            var time = new DateTime(2026, 3, 29, 2, 30, 1, 2, kind);
            DateTime back = proxy.Time(time);
            Assert.Equal(time.Ticks, back.Ticks);
            Assert.Equal(kind, back.Kind);
        }

        var moment = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-210));
        Assert.True(moment.EqualsExact(proxy.Moment(moment)));
        Guid id = Guid.NewGuid();
        Assert.Equal(id, proxy.Id(id));
    }

    [Fact]
    public void A_record_arrives_with_everything_in_it()
    {
        var sent = new Parcel("ä", 1.5, [1, 2, 3], new Dictionary<string, string> { ["to"] = "x", [""] = "" });
        Parcel back = Serve<IValues>(new Values()).Parcel(sent);
        Assert.Equal(sent.Name, back.Name);
        Assert.Equal(sent.Weight, back.Weight);
        Assert.Equal(sent.Sizes, back.Sizes);
        Assert.Equal(sent.Labels, back.Labels);
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_000_003)]
    public async Task Bodies_around_and_above_a_chunk_arrive_whole(int length)
    {
        IValues proxy = Serve<IValues>(new Values());
        byte[] body = new byte[length];
        new Random(length).NextBytes(body);
        Assert.Equal(body, proxy.Bytes(body));
        Assert.Equal(body, await proxy.BytesAsync(body).AsTask().Within());
    }
}
