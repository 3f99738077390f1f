using System.Drawing;
using Rpc;
using Rpc.Codec;

#region codec
[assembly: CustomCodec(typeof(Listings.ColorCodec))]

namespace Listings;

public readonly struct ColorCodec : ICodec<Color>
{
    public static int MinimumSize => sizeof(int);                             // the fewest bytes that a value takes

    public static void Write(ref RpcWriter writer, Color value) => IntegerCodec<int>.Write(ref writer, value.ToArgb());

    public static Color Read(ref RpcReader reader) => Color.FromArgb(IntegerCodec<int>.Read(ref reader));

    public static void WriteJson(ref RpcJsonWriter writer, Color value) => StringCodec.WriteJson(ref writer, $"#{value.ToArgb():X8}");

    public static Color ReadJson(ref RpcJsonReader reader) =>
        StringCodec.ReadJson(ref reader) is ['#', .. var digits] && int.TryParse(digits, System.Globalization.NumberStyles.HexNumber, null, out int argb)
            ? Color.FromArgb(argb)
            : throw CodecErrors.Undecodable("A color is # and eight hexadecimal digits.");
}
#endregion
