using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>The values for which the runtime has a codec.</summary>
internal static class TypeValues
{
    private static readonly Dictionary<string, Entry> Table = new(System.StringComparer.Ordinal)
    {
        ["System.Boolean"] = Fixed("BooleanCodec", 1),
        ["System.Char"] = Fixed("CharCodec", 2),
        ["System.SByte"] = Fixed("IntegerCodec<sbyte>", 1),
        ["System.Byte"] = Fixed("IntegerCodec<byte>", 1),
        ["System.Int16"] = Fixed("IntegerCodec<short>", 2),
        ["System.UInt16"] = Fixed("IntegerCodec<ushort>", 2),
        ["System.Int32"] = Fixed("IntegerCodec<int>", 4),
        ["System.UInt32"] = Fixed("IntegerCodec<uint>", 4),
        ["System.Int64"] = Fixed("IntegerCodec<long>", 8),
        ["System.UInt64"] = Fixed("IntegerCodec<ulong>", 8),
        ["System.Int128"] = Fixed("IntegerCodec<global::System.Int128>", 16),
        ["System.UInt128"] = Fixed("IntegerCodec<global::System.UInt128>", 16),
        ["System.Half"] = Fixed("FloatCodec<global::System.Half>", 2),
        ["System.Single"] = Fixed("FloatCodec<float>", 4),
        ["System.Double"] = Fixed("FloatCodec<double>", 8),
        ["System.Decimal"] = Fixed("DecimalCodec", 16, 8),
        ["System.DateTime"] = Fixed("DateTimeCodec", 8),
        ["System.DateTimeOffset"] = Fixed("DateTimeOffsetCodec", 16, 8),
        ["System.TimeSpan"] = Fixed("TimeSpanCodec", 8),
        ["System.DateOnly"] = Fixed("DateOnlyCodec", 4),
        ["System.TimeOnly"] = Fixed("TimeOnlyCodec", 8),
        ["System.Guid"] = Fixed("GuidCodec", 16, 4),
        ["System.Text.Rune"] = Fixed("RuneCodec", 4),
        ["System.Numerics.Complex"] = Fixed("ComponentsCodec<global::System.Numerics.Complex, double>", 16, 8),
        ["System.Numerics.Vector2"] = Fixed("ComponentsCodec<global::System.Numerics.Vector2, float>", 8, 4),
        ["System.Numerics.Vector3"] = Fixed("ComponentsCodec<global::System.Numerics.Vector3, float>", 12, 4),
        ["System.Numerics.Vector4"] = Fixed("ComponentsCodec<global::System.Numerics.Vector4, float>", 16, 4),
        ["System.Numerics.Quaternion"] = Fixed("ComponentsCodec<global::System.Numerics.Quaternion, float>", 16, 4),
        ["System.Numerics.Plane"] = Fixed("ComponentsCodec<global::System.Numerics.Plane, float>", 16, 4),
        ["System.Numerics.Matrix3x2"] = Fixed("ComponentsCodec<global::System.Numerics.Matrix3x2, float>", 24, 4),
        ["System.Numerics.Matrix4x4"] = Fixed("ComponentsCodec<global::System.Numerics.Matrix4x4, float>", 64, 4),
        ["System.String"] = Variable("StringCodec", "s"),
        ["System.Uri"] = Variable("UriCodec", "s"),
        ["System.Globalization.CultureInfo"] = Variable("CultureInfoCodec", "s"),
        ["System.Text.StringBuilder"] = Variable("StringBuilderCodec", "s"),
        ["System.Version"] = Variable("VersionCodec", "{Major:f4,Minor:f4,Build:f4,Revision:f4}"),
        ["System.Numerics.BigInteger"] = Variable("BigIntegerCodec", "[f1]"),
        ["System.Collections.BitArray"] = Variable("BitArrayCodec", "{Length:f4,Bits:[f4]}"),
    };

    /// <summary>The model of a value that the runtime knows, or null.</summary>
    public static TypeModel? Find(INamedTypeSymbol type) => type.IsGenericType || !Table.TryGetValue(TypeNames.Metadata(type), out Entry entry)
        ? null
        : TypeChooser.Model(type, TypeCategory.Value, "global::Rpc.Codec." + entry.Codec, entry.Shape ?? FixedShape(entry.Layout!.Size, type), entry.Layout);

    /// <summary>The model of an enum: its underlying integer; in JSON its names.</summary>
    public static TypeModel Enum(INamedTypeSymbol type)
    {
        TypeModel underlying = Find(type.EnumUnderlyingType!)!;
        bool isFlags = type.GetAttributes().Any(a => a.AttributeClass is { Name: "FlagsAttribute" });
        string codec = $"global::Rpc.Codec.{(isFlags ? "Flags" : "Enum")}Codec<{TypeNames.Key(type)}, {underlying.FullName}>";
        return TypeChooser.Model(type, TypeCategory.Value, codec, FixedShape(underlying.Layout!.Size, type), underlying.Layout);
    }

    /// <summary>The shape of a type whose values all take the same number of bytes: the number, and the name as a note.</summary>
    public static string FixedShape(int size, ITypeSymbol type) => $"f{size}'{TypeNames.Display(type)}'";

    private static Entry Fixed(string codec, int size, int alignment = 0) => new(codec, null, new TypeLayout(size, alignment == 0 ? size : alignment));

    private static Entry Variable(string codec, string shape) => new(codec, shape, null);

    private readonly record struct Entry(string Codec, string? Shape, TypeLayout? Layout);
}
