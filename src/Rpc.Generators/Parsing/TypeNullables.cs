using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Nullable structs: their memory where they hold no references, else a flag byte before the value.</summary>
internal static class TypeNullables
{
    public static TypeModel? Parse(TypeParser parser, INamedTypeSymbol type, Location? place)
    {
        if (parser.Parse(type.TypeArguments[0], place) is not { } inner)
        {
            return null;
        }

        if (inner.Layout is { } layout)
        {
            int size = Aligned(layout.Alignment + layout.Size, layout.Alignment);
            return TypeChooser.Model(
                type,
                TypeCategory.Collection,
                $"global::Rpc.Codec.NullableCodec<{inner.FullName}, {inner.Codec}>",
                TypeValues.FixedShape(size, type),
                new TypeLayout(size, layout.Alignment));
        }

        return TypeChooser.Model(type, TypeCategory.Collection, $"global::Rpc.Codec.OptionalCodec<{inner.FullName}, {inner.Codec}>", "?" + inner.Shape);
    }

    public static int Aligned(int position, int alignment) => (position + alignment - 1) / alignment * alignment;
}
