using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>Chooses the constructor with which a read value is made.</summary>
internal static class TypeConstructors
{
    /// <summary>The constructor, or null with the reason why there is none.</summary>
    public static IMethodSymbol? Choose(TypeParser parser, INamedTypeSymbol type, List<ISymbol> members, out string reason)
    {
        List<IMethodSymbol> all = type.InstanceConstructors.Where(c => parser.IsAccessible(c) && !IsCopy(c, type)).ToList();
        if (all.FirstOrDefault(TypeAttributes.IsConstructor) is { } marked)
        {
            reason = Unbound(marked, members) ?? "";
            return reason.Length == 0 ? marked : null;
        }

        List<IMethodSymbol> open = all.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToList();
        List<IMethodSymbol> choice = open.Count > 0 ? open : all;
        List<IMethodSymbol> bound = choice.Where(c => Unbound(c, members) is null).ToList();
        if (choice.Count == 0)
        {
            reason = "it has no constructor that generated code can call";
            return null;
        }

        if (bound.Count == 0)
        {
            reason = Unbound(choice[0], members)!;
            return null;
        }

        if (type.IsValueType)
        {
            // The parameterless constructor of a struct is always there; it is meant only where there is no other.
            bound = bound.Count > 1 ? bound.Where(c => !c.IsImplicitlyDeclared).ToList() : bound;
        }

        IMethodSymbol? parameterless = bound.FirstOrDefault(c => c.Parameters.IsEmpty);
        IMethodSymbol? chosen = bound.Count == 1 ? bound[0] : bound.FirstOrDefault(IsPrimary) ?? parameterless ?? Longest(bound);
        reason = chosen is null ? "it has several constructors; mark one with [CodecConstructor]" : "";
        return chosen;
    }

    /// <summary>The member that a parameter stands for: the same name in any case, the same type; -1 where there is none.</summary>
    public static int MemberOf(IParameterSymbol parameter, List<ISymbol> members)
    {
        int exact = members.FindIndex(m => m.Name == parameter.Name && IsSameType(m, parameter));
        return exact >= 0 ? exact : members.FindIndex(m => string.Equals(m.Name.TrimStart('_'), parameter.Name, System.StringComparison.OrdinalIgnoreCase) && IsSameType(m, parameter));
    }

    private static IMethodSymbol? Longest(List<IMethodSymbol> constructors)
    {
        List<IMethodSymbol> sorted = constructors.OrderByDescending(c => c.Parameters.Length).ToList();
        return sorted[0].Parameters.Length > sorted[1].Parameters.Length ? sorted[0] : null;
    }

    private static bool IsSameType(ISymbol member, IParameterSymbol parameter) => SymbolEqualityComparer.Default.Equals(TypeMembers.TypeOf(member), parameter.Type);

    /// <summary>Why the constructor cannot be used, or null.</summary>
    public static string? Unbound(IMethodSymbol constructor, List<ISymbol> members)
    {
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In))
            {
                return $"its constructor takes {parameter.Name} by reference";
            }

            if (MemberOf(parameter, members) < 0 && !parameter.HasExplicitDefaultValue)
            {
                return $"the parameter {parameter.Name} of its constructor is no member that travels (same name in any case, same type)";
            }
        }

        return null;
    }

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        type.IsRecord && constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax);
}
