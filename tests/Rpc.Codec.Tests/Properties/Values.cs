using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Travel;

namespace Properties;

/// <summary>Generators of values that the runtime has codecs for, and what they hold.</summary>
internal static class Values
{
    // FsCheck's own integers stay small; these have every bit.
    public static Gen<ulong> Bits { get; } =
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from shift in Gen.Choose(0, 63)
        select (((ulong)(uint)high << 32) | (uint)low) >> shift;

    public static Gen<long> Longs { get; } = Gen.OneOf(Bits.Select(bits => (long)bits), Bits.Select(bits => -(long)(bits >> 1)), Gen.Elements(long.MinValue, long.MaxValue, 0L, -1L, 1L << 53, (1L << 53) + 1));

    public static Gen<int> Ints { get; } = Longs.Select(value => (int)value);

    public static Gen<double> Doubles { get; } = Gen.OneOf(ArbMap.Default.GeneratorFor<double>(), Bits.Select(BitConverter.UInt64BitsToDouble).Where(value => !double.IsNaN(value)));

    public static Gen<float> Floats { get; } = Gen.OneOf(ArbMap.Default.GeneratorFor<float>(), Ints.Select(BitConverter.Int32BitsToSingle).Where(value => !float.IsNaN(value)));

    /// <summary>Text that JSON can carry: no half characters.</summary>
    public static Gen<string> Texts { get; } = Gen.OneOf(
        Gen.Elements("", "a", "Ali", "\0", "é", "日本", "😀", "\"\\/\b", "$type", new string('x', 70), new string('é', 70)),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get),
        Gen.Choose(1, 0x10FFFF).Where(value => value is < 0xD800 or > 0xDFFF).Select(value => new Rune(value).ToString()).ArrayOf().Select(string.Concat)).Where(IsWhole);

    public static Gen<decimal> Decimals { get; } =
        from isZero in Gen.Frequency((1, Gen.Constant(true)), (9, Gen.Constant(false)))
        from low in Ints
        from middle in Ints
        from high in Ints
        from isNegative in ArbMap.Default.GeneratorFor<bool>()
        from scale in Gen.Choose(0, 28)
        select isZero ? new decimal(0, 0, 0, isNegative, (byte)scale) : new decimal(low, middle, high, isNegative, (byte)scale);

    public static Gen<DateTime> Dates { get; } = Moments(DateTimeKind.Utc).Or(Moments(DateTimeKind.Unspecified));

    public static Gen<Guid> Guids { get; } = Bits.Zip(Bits, (a, b) => new Guid([.. BitConverter.GetBytes(a), .. BitConverter.GetBytes(b)]));

    public static IEnumerable<RoundTrip> All =>
    [
        RoundTrip.Of("bool", ArbMap.Default.GeneratorFor<bool>()),
        RoundTrip.Of("sbyte", Longs.Select(value => (sbyte)value)),
        RoundTrip.Of("byte", Longs.Select(value => (byte)value)),
        RoundTrip.Of("short", Longs.Select(value => (short)value)),
        RoundTrip.Of("ushort", Longs.Select(value => (ushort)value)),
        RoundTrip.Of("int", Ints),
        RoundTrip.Of("uint", Longs.Select(value => (uint)value)),
        RoundTrip.Of("long", Longs),
        RoundTrip.Of("ulong", Bits),
        RoundTrip.Of("Int128", Bits.Zip(Bits, (high, low) => (Int128)new UInt128(high, low))),
        RoundTrip.Of("UInt128", Bits.Zip(Bits, (high, low) => new UInt128(high, low))),
        RoundTrip.Of("Half", Longs.Select(value => BitConverter.Int16BitsToHalf((short)value)).Where(value => !Half.IsNaN(value))),
        RoundTrip.Of("float", Floats, value => BitConverter.SingleToInt32Bits(value)),
        RoundTrip.Of("double", Doubles, value => BitConverter.DoubleToInt64Bits(value)),
        RoundTrip.Of("decimal", Decimals, value => string.Join(',', decimal.GetBits(value))),
        RoundTrip.Of("char", Gen.Choose(0, char.MaxValue).Select(value => (char)value)),
        RoundTrip.Of("Rune", Gen.Choose(0, 0x10FFFF).Where(Rune.IsValid).Select(value => new Rune(value))),
        RoundTrip.Of("Guid", Guids),
        RoundTrip.Of("DateTime", Dates, value => (value.Ticks, value.Kind)),
        RoundTrip.Of("DateTimeOffset", Offsets, value => (value.Ticks, value.Offset)),
        RoundTrip.Of("TimeSpan", Longs.Select(TimeSpan.FromTicks)),
        RoundTrip.Of("DateOnly", Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber)),
        RoundTrip.Of("TimeOnly", Bits.Select(bits => new TimeOnly((long)(bits % (ulong)TimeSpan.TicksPerDay)))),
        RoundTrip.Of("Complex", Doubles.Two().Select(two => new Complex(two.Item1, two.Item2))),
        RoundTrip.Of("Vector2", Floats.Two().Select(two => new Vector2(two.Item1, two.Item2))),
        RoundTrip.Of("Vector3", Floats.Three().Select(three => new Vector3(three.Item1, three.Item2, three.Item3))),
        RoundTrip.Of("Vector4", Fours.Select(four => new Vector4(four))),
        RoundTrip.Of("Quaternion", Fours.Select(four => new Quaternion(four[0], four[1], four[2], four[3]))),
        RoundTrip.Of("Plane", Fours.Select(four => new Plane(four[0], four[1], four[2], four[3]))),
        RoundTrip.Of("Matrix3x2", Floats.ArrayOf(6).Select(six => new Matrix3x2(six[0], six[1], six[2], six[3], six[4], six[5]))),
        RoundTrip.Of("Matrix4x4", Fours.Select(four => new Matrix4x4(four[0], four[1], four[2], four[3], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))),
        RoundTrip.Of("enum : byte", Longs.Select(value => (Bytes)value)),
        RoundTrip.Of("enum : sbyte", Longs.Select(value => (SBytes)value)),
        RoundTrip.Of("enum : short", Longs.Select(value => (Shorts)value)),
        RoundTrip.Of("enum : ushort", Longs.Select(value => (UShorts)value)),
        RoundTrip.Of("enum", Ints.Select(value => (Ints)value).Or(Gen.Constant(Travel.Ints.A))),
        RoundTrip.Of("enum : uint", Longs.Select(value => (UInts)value)),
        RoundTrip.Of("enum : long", Longs.Select(value => (Travel.Longs)value)),
        RoundTrip.Of("enum : ulong", Bits.Select(value => (ULongs)value)),
        RoundTrip.Of("[Flags] enum", Ints.Select(value => (Types.Rights)value)),
        RoundTrip.Of("string", Texts),
        RoundTrip.Of("StringBuilder", Texts.Select(text => new StringBuilder(text)), value => value.ToString()),
        RoundTrip.Of("Uri", Texts.Select(text => new Uri("https://example.org/" + Uri.EscapeDataString(text))), value => value.OriginalString),
        RoundTrip.Of("CultureInfo", Gen.Elements("", "en-US", "de-DE", "ja-JP").Select(name => new CultureInfo(name))),
        RoundTrip.Of("Version", Gen.Choose(0, int.MaxValue).ArrayOf(4).Zip(Gen.Choose(2, 4), (parts, count) => Version.Parse(string.Join('.', parts.Take(count))))),
        RoundTrip.Of("BigInteger", Bits.ArrayOf().Select(parts => new BigInteger([.. parts.SelectMany(BitConverter.GetBytes)]))),
        RoundTrip.Of("BitArray", ArbMap.Default.GeneratorFor<bool>().ArrayOf().Select(bits => new BitArray(bits)), value => value.Cast<bool>().ToArray()),
        RoundTrip.Of("int?", OrNull(Ints)),
        RoundTrip.Of("bool?", OrNull(ArbMap.Default.GeneratorFor<bool>())),
        RoundTrip.Of("Guid?", OrNull(Guids)),
        RoundTrip.Of("DateTime?", OrNull(Dates)),
        RoundTrip.Of("Half?", OrNull(Gen.Choose(-2048, 2048).Select(value => (Half)value))),
        RoundTrip.Of("(int, string)?", OrNull(Ints.Zip(Texts, (number, text) => (number, text)))),
    ];

    private static Gen<float[]> Fours => Floats.ArrayOf(4);

    private static Gen<DateTimeOffset> Offsets =>
        from ticks in Bits
        from minutes in Gen.Choose(-14 * 60, 14 * 60)
        select new DateTimeOffset(TimeSpan.TicksPerDay + (long)(ticks % (ulong)(DateTime.MaxValue.Ticks - (2 * TimeSpan.TicksPerDay))), TimeSpan.FromMinutes(minutes));

    public static Gen<T?> OrNull<T>(Gen<T> values)
        where T : struct => Gen.Frequency((1, Gen.Constant((T?)null)), (4, values.Select(value => (T?)value)));

    private static Gen<DateTime> Moments(DateTimeKind kind) => Bits.Select(bits => new DateTime((long)(bits % (ulong)DateTime.MaxValue.Ticks), kind));

    private static bool IsWhole(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar) || !text.Any(char.IsSurrogate);
}
