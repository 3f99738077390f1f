using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Names on the wire that differ from those in C#.</summary>
internal static class RemoteNames
{
    private const int Longest = 200;

    /// <summary>The name that <c>[RemoteName]</c> gives; null where there is none.</summary>
    public static string? Of(ISymbol symbol) => Attribute(symbol)?.ConstructorArguments.FirstOrDefault().Value as string;

    /// <summary>The same of a member of a data type. In a positional record the attribute stands at the parameter, unless <c>property:</c> says otherwise.</summary>
    public static string? OfMember(ISymbol member) => Of(member) ?? (member is IPropertySymbol { ContainingType.IsRecord: true } property
        ? property.ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
            .Where(parameter => parameter.Name == property.Name && SymbolEqualityComparer.Default.Equals(parameter.Type, property.Type))
            .Select(Of).FirstOrDefault(name => name is not null)
        : null);

    /// <summary>The name in the signature of a member that is called this: an accessor's tells which one it is.</summary>
    public static string OfMember(string name, MethodMemberKind kind) => kind switch { MethodMemberKind.Getter => "get_" + name, MethodMemberKind.Setter => "set_" + name, _ => name };

    /// <summary>The attribute itself.</summary>
    public static AttributeData? Attribute(ISymbol symbol) =>
        symbol.GetAttributes().FirstOrDefault(data => ContractSymbols.Is(data.AttributeClass, "Rpc", "RemoteNameAttribute"));

    /// <summary>Whether a name can stand in a signature, or for a contract.</summary>
    public static bool IsPlain(string name) =>
        name.Length is > 0 and <= Longest && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.');

    /// <summary>Whether a name can stand in JSON.</summary>
    public static bool IsText(string name) => name.Length is > 0 and <= Longest && !name.Any(char.IsControl);

    /// <summary>As <see cref="TypeNames.Display"/>, with the names that remote interfaces in it have on the wire.</summary>
    public static string OfType(ITypeSymbol type)
    {
        string display = TypeNames.Display(type);
        if (!HasName(type))
        {
            return display;
        }

        var parts = new List<string>();
        foreach (SymbolDisplayPart part in type.ToDisplayParts(TypeNames.Readable))
        {
            if (part.Symbol is INamedTypeSymbol { TypeKind: TypeKind.Interface } named && Of(named) is { } name)
            {
                // The namespaces and types around it are before it, each with its dot.
                while (parts.Count > 1 && parts[parts.Count - 1] == ".")
                {
                    parts.RemoveRange(parts.Count - 2, 2);
                }

                parts.Add(name);
            }
            else
            {
                parts.Add(part.ToString());
            }
        }

        return string.Concat(parts);
    }

    private static bool HasName(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HasName(array.ElementType),
        INamedTypeSymbol named => (named.TypeKind == TypeKind.Interface && Attribute(named) is not null) || named.TypeArguments.Any(HasName),
        _ => false,
    };
}
