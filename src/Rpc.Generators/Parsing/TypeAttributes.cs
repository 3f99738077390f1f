using System.Linq;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>What attributes say about types and members: ours, and MemoryPack's by full name.</summary>
internal static class TypeAttributes
{
    public const string Remote = "Rpc.RemoteAttribute";
    private const string MemoryPack = "MemoryPack.";

    public static bool IsRemote(ITypeSymbol type) => Has(type, Remote);

    public static bool IsIgnored(ISymbol member) => Has(member, "Rpc.MemberIgnoreAttribute", "MemoryPack.MemoryPackIgnoreAttribute");

    public static bool IsIncluded(ISymbol member) => Has(member, "Rpc.MemberIncludeAttribute", "MemoryPack.MemoryPackIncludeAttribute");

    public static bool IsConstructor(ISymbol constructor) => Has(constructor, "Rpc.CodecConstructorAttribute", "MemoryPack.MemoryPackConstructorAttribute");

    public static bool IsMemoryPackable(ITypeSymbol type) => Has(type, "MemoryPack.MemoryPackableAttribute");

    public static AttributeData? OrderAttribute(ISymbol member) => Find(member, "Rpc.MemberOrderAttribute", "MemoryPack.MemoryPackOrderAttribute");

    public static int? Order(ISymbol member) => OrderAttribute(member)?.ConstructorArguments is { Length: > 0 } arguments && arguments[0].Value is int order ? order : null;

    public static bool IsUnion(ITypeSymbol type) => Has(type, "Rpc.UnionAttribute", "MemoryPack.MemoryPackUnionAttribute");

    public static AttributeData[] Unions(ITypeSymbol type) =>
        type.GetAttributes().Where(a => Is(a, "Rpc.UnionAttribute") || Is(a, "MemoryPack.MemoryPackUnionAttribute")).ToArray();

    /// <summary>What makes the type one that only MemoryPack can write, or null.</summary>
    public static string? MemoryPackOnly(INamedTypeSymbol type)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (Is(attribute, "MemoryPack.MemoryPackableAttribute"))
            {
                foreach (TypedConstant argument in attribute.ConstructorArguments)
                {
                    if (argument.Type?.Name == "GenerateType" && argument.Value is int and not 0)
                    {
                        return "another GenerateType than Object";
                    }
                }
            }
            else if (IsOfMemoryPack(attribute) && !Is(attribute, "MemoryPack.MemoryPackUnionAttribute"))
            {
                return $"[{attribute.AttributeClass!.Name}]";
            }
        }

        return MemberFeature(type);
    }

    // Callbacks and formatters of a base class count as well.
    private static string? MemberFeature(INamedTypeSymbol type)
    {
        string? own = type.GetMembers().Where(m => !m.IsImplicitlyDeclared).SelectMany(m => m.GetAttributes()).Where(a => IsOfMemoryPack(a) && !IsSupported(a))
            .Select(a => $"[{a.AttributeClass!.Name}]").FirstOrDefault();
        return own ?? (type.BaseType is { SpecialType: SpecialType.None } parent ? MemberFeature(parent) : null);
    }

    private static bool IsSupported(AttributeData attribute) =>
        attribute.AttributeClass!.Name is "MemoryPackOrderAttribute" or "MemoryPackIgnoreAttribute" or "MemoryPackIncludeAttribute" or "MemoryPackConstructorAttribute" or "MemoryPackAllowSerializeAttribute";

    private static bool IsOfMemoryPack(AttributeData attribute)
    {
        for (INamedTypeSymbol? type = attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            if (TypeNames.Metadata(type).StartsWith(MemoryPack, System.StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(ISymbol symbol, params string[] names) => Find(symbol, names) is not null;

    private static AttributeData? Find(ISymbol symbol, params string[] names)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            foreach (string name in names)
            {
                if (Is(attribute, name))
                {
                    return attribute;
                }
            }
        }

        return null;
    }

    private static bool Is(AttributeData attribute, string name) =>
        attribute.AttributeClass is { } type && name.EndsWith(type.Name, System.StringComparison.Ordinal) && TypeNames.Metadata(type) == name;
}
