using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Travel;

/// <summary>Values that the runtime has codecs for.</summary>
internal static class TravelValues
{
    private static readonly DateTime Now = new(2026, 11, 21, 12, 34, 56, 789, DateTimeKind.Utc);
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    public static IEnumerable<TravelCase> All =>
    [
        TravelCase.Of("bool", true),
        TravelCase.Of("sbyte", (sbyte)-5),
        TravelCase.Of("byte", (byte)200),
        TravelCase.Of("short", (short)-12345),
        TravelCase.Of("ushort", (ushort)54321),
        TravelCase.Of("int", -1),
        TravelCase.Of("uint", uint.MaxValue),
        TravelCase.Of("long", long.MaxValue),
        TravelCase.Of("ulong", ulong.MaxValue),
        TravelCase.Of("Int128", Int128.MinValue),
        TravelCase.Of("UInt128", UInt128.MaxValue),
        TravelCase.Of("Half", (Half)0.5),
        TravelCase.Of("float", 1.5f),
        TravelCase.Of("double", double.NaN),
        TravelCase.Of("decimal", 1.50m),
        TravelCase.Of("char", 'a'),
        TravelCase.Of("Rune", new Rune('a')),
        TravelCase.Of("Guid", Id),
        TravelCase.Of("DateTime", Now),
        TravelCase.Of("DateTimeOffset", new DateTimeOffset(2026, 11, 21, 12, 34, 56, TimeSpan.FromHours(-5))),
        TravelCase.Of("TimeSpan", new TimeSpan(1, 2, 3, 4)),
        TravelCase.Of("DateOnly", new DateOnly(2026, 11, 21)),
        TravelCase.Of("TimeOnly", new TimeOnly(12, 34, 56)),
        TravelCase.Of("Complex", new Complex(1, 2)),
        TravelCase.Of("Vector2", new Vector2(1, 2)),
        TravelCase.Of("Vector3", new Vector3(1, 2, 3)),
        TravelCase.Of("Vector4", new Vector4(1, 2, 3, 4)),
        TravelCase.Of("Quaternion", new Quaternion(1, 2, 3, 4)),
        TravelCase.Of("Plane", new Plane(1, 2, 3, 4)),
        TravelCase.Of("Matrix3x2", new Matrix3x2(1, 2, 3, 4, 5, 6)),
        TravelCase.Of("Matrix4x4", Matrix4x4.Identity),
        TravelCase.Of("enum : byte", Bytes.A),
        TravelCase.Of("enum : sbyte", SBytes.A),
        TravelCase.Of("enum : short", Shorts.A),
        TravelCase.Of("enum : ushort", UShorts.A),
        TravelCase.Of("enum", Ints.A),
        TravelCase.Of("enum : uint", UInts.A),
        TravelCase.Of("enum : long", Longs.A),
        TravelCase.Of("enum : ulong", ULongs.A),
        TravelCase.Of("[Flags] enum", Types.Rights.Read | Types.Rights.Write),
        TravelCase.Of("string", "Ali"),
        TravelCase.Of("StringBuilder", new StringBuilder("Ali")),
        TravelCase.Of("Uri", new Uri("https://example.org/a?b=c")),
        TravelCase.Of("CultureInfo", new CultureInfo("en-US")),
        TravelCase.Of("Version", new Version(1, 2, 3)),
        TravelCase.Of("BigInteger", BigInteger.Pow(10, 20)),
        TravelCase.Of("BitArray", new BitArray(new[] { true, false, true })),
        TravelCase.Of("int?", (int?)7),
        TravelCase.Of("bool?", (bool?)null),
        TravelCase.Of("Guid?", (Guid?)Id),
        TravelCase.Of("DateTime?", (DateTime?)null),
        TravelCase.Of("Half?", (Half?)(Half)1),
        TravelCase.Of("(int, string)?", ((int, string)?)(1, "a")),
    ];
}
