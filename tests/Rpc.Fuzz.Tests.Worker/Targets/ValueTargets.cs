using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Rpc.Fuzz.Engine;
using Rpc.Fuzz.Types;

namespace Rpc.Fuzz.Targets;

/// <summary>Values of one piece.</summary>
internal static class ValueTargets
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly DateTime Utc = new(2026, 11, 21, 12, 34, 56, 789, DateTimeKind.Utc);

    public static IEnumerable<FuzzTarget> Create() => new[]
    {
        CodecTargets.Of("bool", true, false),
        CodecTargets.Of<sbyte>("sbyte", -5),
        CodecTargets.Of<byte>("byte", 200),
        CodecTargets.Of<short>("short", -12345),
        CodecTargets.Of<ushort>("ushort", 54321),
        CodecTargets.Of("int", -1),
        CodecTargets.Of("uint", uint.MaxValue),
        CodecTargets.Of<long>("long", 5, long.MinValue),
        CodecTargets.Of<ulong>("ulong", 5, ulong.MaxValue),
        CodecTargets.Of<Int128>("Int128", -2, Int128.MinValue),
        CodecTargets.Of("UInt128", UInt128.MaxValue, UInt128.One),
        CodecTargets.Of("char", 'a', '\ud800'),
        CodecTargets.Of("Rune", new Rune('a'), new Rune(0x1F600)),
        CodecTargets.Of("Guid", Id),
        CodecTargets.Of("enum-byte", Color.Red, (Color)77),
        CodecTargets.Of("enum-long", Wide.A, (Wide)5),
        CodecTargets.Of("enum-flags", Rights.Read | Rights.Write),
        CodecTargets.Of("BigInteger", BigInteger.Pow(10, 20), BigInteger.MinusOne),
        CodecTargets.Approximate("Half", (Half)0.5, Half.NaN, Half.PositiveInfinity),
        CodecTargets.Approximate("float", 1.5f, float.NaN, float.NegativeInfinity),
        CodecTargets.Approximate("double", 1.5, double.NaN, -0.0),
        CodecTargets.Of("decimal", 1.50m, decimal.MinValue),
        CodecTargets.Approximate("Complex", new Complex(1, 2)),
        CodecTargets.Approximate("Vector2", new Vector2(1, 2)),
        CodecTargets.Approximate("Vector3", new Vector3(1, 2, 3)),
        CodecTargets.Approximate("Vector4", new Vector4(1, 2, 3, 4)),
        CodecTargets.Approximate("Quaternion", new Quaternion(1, 2, 3, 4)),
        CodecTargets.Approximate("Plane", new Plane(1, 2, 3, 4)),
        CodecTargets.Approximate("Matrix3x2", Matrix3x2.Identity),
        CodecTargets.Approximate("Matrix4x4", Matrix4x4.Identity),
        CodecTargets.Approximate("DateTime", Utc, default, DateTime.SpecifyKind(Utc, DateTimeKind.Local)),
        CodecTargets.Of("DateTimeOffset", new DateTimeOffset(2026, 11, 21, 12, 34, 56, TimeSpan.FromHours(-5)), default),
        CodecTargets.Of("TimeSpan", TimeSpan.FromSeconds(-1.5), TimeSpan.MinValue),
        CodecTargets.Of("DateOnly", new DateOnly(2026, 11, 21)),
        CodecTargets.Of("TimeOnly", new TimeOnly(12, 34, 56, 789)),
        CodecTargets.Of<string?>("string", "Ali", "", null, "héllo €uro 😀", new string('a', 100), new string('é', 70), "\ud800", "abcde", "abcdefghijkl", "éé", "ééééé", "ééééééééééé"),
        CodecTargets.Of<StringBuilder?>("StringBuilder", new StringBuilder("Ali"), null),
        CodecTargets.Of<Uri?>("Uri", new Uri("https://example.org/a?b=c"), null),
        CodecTargets.Of<CultureInfo?>("CultureInfo", new CultureInfo("en-US"), null),
        CodecTargets.Of<Version?>("Version", new Version(1, 2), new Version(1, 2, 3), new Version(1, 2, 3, 4), null),
        CodecTargets.Of<BitArray?>("BitArray", new BitArray(new[] { true, false, true }), new BitArray(40), null),
        CodecTargets.Of("nullable-int", 7, (int?)null),
        CodecTargets.Of("nullable-bool", true, (bool?)null),
        CodecTargets.Of("nullable-Guid", Id, (Guid?)null),
        CodecTargets.Approximate("nullable-DateTime", Utc, (DateTime?)null),
        CodecTargets.Approximate("nullable-Half", (Half)1, (Half?)null),
        CodecTargets.Of("nullable-tuple", (1, "a"), ((int, string)?)null),
        CodecTargets.Approximate("nullable-struct", new Rate("a", 1), (Rate?)null),
        CodecTargets.Of("nullable-enum", Color.Red, (Color?)null),
        CodecTargets.Of("nullable-plain-struct", new Pixel(1, 2), (Pixel?)null),
    }.SelectMany(targets => targets);
}
