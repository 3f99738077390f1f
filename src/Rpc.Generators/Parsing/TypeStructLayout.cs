using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Where the .NET runtime places the fields of a struct without references (docs/protocol-shapes.md, "Structs").</summary>
internal static class TypeStructLayout
{
    private const int PointerSize = 8;

    /// <summary>One field: what it takes, whether it is a primitive to the runtime, and its explicit offset if it has one.</summary>
    public readonly record struct Field(TypeLayout Layout, bool IsPrimitive, int? Offset);

    /// <summary>The [StructLayout] of a struct: kind 0 sequential, 2 explicit, 3 auto; a pack and a size of 0 are the default.</summary>
    public readonly record struct Options(int Kind, int Pack, int Size);

    public static Options OptionsOf(INamedTypeSymbol type)
    {
        AttributeData? attribute = type.GetAttributes().FirstOrDefault(a => a.AttributeClass is { Name: "StructLayoutAttribute" });
        if (TypeNames.Metadata(type).StartsWith("System.ValueTuple`", System.StringComparison.Ordinal))
        {
            return new(3, 0, 0);
        }

        if (attribute is null)
        {
            return default;
        }

        int kind = attribute.ConstructorArguments.Length == 1 ? System.Convert.ToInt32(attribute.ConstructorArguments[0].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
        return new(kind, Named(attribute, "Pack"), Named(attribute, "Size"));
    }

    /// <summary>Offsets in the order of the fields, and the layout of the whole.</summary>
    public static (int[] Offsets, TypeLayout Whole) Place(IReadOnlyList<Field> fields, Options options) => options.Kind switch
    {
        2 => Explicit(fields, options),
        3 => Auto(fields),
        _ => Sequential(fields, options),
    };

    private static (int[] Offsets, TypeLayout Whole) Sequential(IReadOnlyList<Field> fields, Options options)
    {
        int pack = options.Pack == 0 ? int.MaxValue : options.Pack;
        int[] offsets = new int[fields.Count];
        int end = 0;
        int alignment = 1;
        for (int i = 0; i < fields.Count; i++)
        {
            int own = System.Math.Min(fields[i].Layout.Alignment, pack);
            offsets[i] = TypeNullables.Aligned(end, own);
            end = offsets[i] + fields[i].Layout.Size;
            alignment = System.Math.Max(alignment, own);
        }

        return (offsets, new(Size(end, alignment, options.Size), alignment));
    }

    private static (int[] Offsets, TypeLayout Whole) Explicit(IReadOnlyList<Field> fields, Options options)
    {
        int pack = options.Pack == 0 ? int.MaxValue : options.Pack;
        int alignment = fields.Count == 0 ? 1 : fields.Max(f => System.Math.Min(f.Layout.Alignment, pack));
        int end = fields.Count == 0 ? 0 : fields.Max(f => (f.Offset ?? 0) + f.Layout.Size);
        return (fields.Select(f => f.Offset ?? 0).ToArray(), new(Size(end, alignment, options.Size), alignment));
    }

    // Primitives first, the largest first, in the order of their declaration; then structs, each at its own alignment.
    private static (int[] Offsets, TypeLayout Whole) Auto(IReadOnlyList<Field> fields)
    {
        int[] offsets = new int[fields.Count];
        int end = 0;
        for (int size = PointerSize; size >= 1; size /= 2)
        {
            for (int i = 0; i < fields.Count; i++)
            {
                if (fields[i].IsPrimitive && fields[i].Layout.Size == size)
                {
                    offsets[i] = end;
                    end += size;
                }
            }
        }

        int alignment = 1;
        for (int i = 0; i < fields.Count; i++)
        {
            if (!fields[i].IsPrimitive)
            {
                offsets[i] = TypeNullables.Aligned(end, fields[i].Layout.Alignment);
                end = offsets[i] + fields[i].Layout.Size;
                alignment = System.Math.Max(alignment, fields[i].Layout.Alignment);
            }
        }

        // Found by experiment over 60,000 tuples; the generated self-check holds it against the runtime that is really there.
        bool hasPrimitives = fields.Any(f => f.IsPrimitive);
        int whole = !hasPrimitives && (fields.Count == 1 || end > PointerSize) ? alignment
            : end > PointerSize ? System.Math.Max(alignment, PointerSize)
            : PowerOfTwo(System.Math.Max(end, 1));
        return (offsets, new(TypeNullables.Aligned(System.Math.Max(end, 1), whole), whole));
    }

    private static int Size(int end, int alignment, int declared) =>
        declared > end ? declared : System.Math.Max(1, TypeNullables.Aligned(end, alignment));

    private static int PowerOfTwo(int size)
    {
        int power = 1;
        while (power < size)
        {
            power *= 2;
        }

        return power;
    }

    private static int Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value is int value ? value : 0;
}
