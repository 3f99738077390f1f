using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>Which fields and properties of a type could travel, in wire order: base classes first, then as declared, unless an order is given.</summary>
internal static class TypeMembers
{
    public static List<ISymbol> Candidates(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? each = type; each is { SpecialType: SpecialType.None }; each = each.BaseType)
        {
            chain.Push(each);
        }

        var members = new List<ISymbol>();
        foreach (INamedTypeSymbol level in chain)
        {
            foreach (ISymbol member in level.GetMembers())
            {
                Add(members, member);
            }
        }

        members.RemoveAll(TypeAttributes.IsIgnored);
        return members;
    }

    public static ITypeSymbol TypeOf(ISymbol member) => member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;

    /// <summary>Whether a property stores what it gives; known only where it is declared in source.</summary>
    public static bool IsAutoProperty(ISymbol member) => member is IPropertySymbol property
        && property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    /// <summary>Whether the declarations of the members stand in more than one file, so that their order depends on the build.</summary>
    public static bool AreInSeveralFiles(INamedTypeSymbol type, IEnumerable<ISymbol> members) => members
        .Where(m => SymbolEqualityComparer.Default.Equals(m.ContainingType, type))
        .SelectMany(m => m.DeclaringSyntaxReferences)
        .Select(r => r.SyntaxTree)
        .Distinct()
        .Skip(1)
        .Any();

    private static void Add(List<ISymbol> members, ISymbol member)
    {
        bool isField = member is IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false };
        bool isProperty = member is IPropertySymbol { IsIndexer: false, GetMethod: not null, ExplicitInterfaceImplementations.IsEmpty: true };
        if (member.IsStatic || !(isField || isProperty) || !(member.DeclaredAccessibility == Accessibility.Public || TypeAttributes.IsIncluded(member)))
        {
            return;
        }

        // An override or a hiding member takes the place of the one that it stands for.
        int place = members.FindIndex(m => m.Name == member.Name);
        if (place >= 0)
        {
            members[place] = member;
        }
        else
        {
            members.Add(member);
        }
    }
}
