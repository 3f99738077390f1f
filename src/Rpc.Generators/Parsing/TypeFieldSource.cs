using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>A field of a struct that travels as its memory, as the compiler tells of it.</summary>
/// <param name="Name">The field, or the property whose value it stores.</param>
/// <param name="Type">Its type.</param>
/// <param name="Symbol">The field; null where the reference assembly hides it.</param>
/// <param name="CanBeReferenced">Whether generated code can take a reference to it.</param>
internal sealed record TypeFieldSource(string Name, ITypeSymbol Type, IFieldSymbol? Symbol, bool CanBeReferenced)
{
    /// <summary>Whether the runtime treats it as a primitive when it lays out a struct by itself.</summary>
    public bool IsPrimitive => Type.TypeKind == TypeKind.Enum || Type.SpecialType is
        SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
        or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Single or SpecialType.System_Double;

    /// <summary>Its [FieldOffset].</summary>
    public int? Offset => Symbol?.GetAttributes().FirstOrDefault(a => a.AttributeClass is { Name: "FieldOffsetAttribute" })?.ConstructorArguments is { Length: 1 } arguments
        && arguments[0].Value is int offset ? offset : null;

    /// <summary>The fields in the order of their declaration. Reference assemblies hide those of a key-value pair, and C# renames those of a tuple.</summary>
    public static List<TypeFieldSource> Of(TypeParser parser, INamedTypeSymbol type)
    {
        if (type.Name == "KeyValuePair" && TypeTuples.IsTuple(type))
        {
            return [new("Key", type.TypeArguments[0], null, false), new("Value", type.TypeArguments[1], null, false)];
        }

        if (TypeTuples.IsTuple(type))
        {
            return type.TypeArguments.Select((argument, i) => new TypeFieldSource(TypeTuples.ItemName(i), argument, null, true)).ToList();
        }

        return type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst).Select(f => From(parser, f)).ToList();
    }

    private static TypeFieldSource From(TypeParser parser, IFieldSymbol field)
    {
        // The field behind a property, <Name>k__BackingField, or behind a parameter of a primary constructor, <name>P.
        string name = (field.AssociatedSymbol ?? field).Name.TrimStart('<').Split('>')[0];
        bool isPlain = field.AssociatedSymbol is null && !field.IsImplicitlyDeclared && field.CanBeReferencedByName;
        return new(name, field.Type, field, isPlain && parser.IsAccessible(field));
    }
}
