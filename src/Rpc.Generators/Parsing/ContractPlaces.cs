using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.Parsing;

/// <summary>Where a diagnostic of a contract points: at the member, where it is written in this project; for what comes from another, at the base interface that brings it.</summary>
/// <param name="contract">The interface.</param>
/// <param name="use">For a closed generic interface, the place that closes it: everything points there.</param>
/// <param name="compilation">What is being compiled.</param>
internal sealed class ContractPlaces(INamedTypeSymbol contract, Location? use, Compilation compilation)
{
    public Location? Contract => use ?? contract.Locations.FirstOrDefault();

    public Location? Of(ISymbol member) => use is null && IsHere(member) ? member.Locations.FirstOrDefault() : Base(member);

    /// <summary>An attribute, where it is written in the compiled project; the contract, where it stands at something that another project brings.</summary>
    public Location? OfAttribute(AttributeData attribute) =>
        use ?? (attribute.ApplicationSyntaxReference is { } written && compilation.ContainsSyntaxTree(written.SyntaxTree) ? written.GetSyntax().GetLocation() : Contract);

    /// <summary>The type as it is written at a parameter, or before a method or property; the base interface, where that closes the type.</summary>
    public Location? OfType(ISymbol declared) => use is not null || !IsHere(declared) || IsClosed(declared) ? Base(declared) : Syntax(declared) switch
    {
        ParameterSyntax { Type: { } type } => type.GetLocation(),
        MethodDeclarationSyntax method => method.ReturnType.GetLocation(),
        BasePropertyDeclarationSyntax property => property.Type.GetLocation(),
        _ => Of(declared),
    };

    /// <summary>Whether the declaration can be changed here.</summary>
    public bool IsHere(ISymbol declared) => declared.Locations.FirstOrDefault()?.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree);

    private static SyntaxNode? Syntax(ISymbol symbol) => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    private static bool IsClosed(ISymbol declared) => declared switch
    {
        IParameterSymbol parameter => !SymbolEqualityComparer.Default.Equals(parameter.Type, parameter.OriginalDefinition.Type),
        IMethodSymbol method => !SymbolEqualityComparer.Default.Equals(method.ReturnType, method.OriginalDefinition.ReturnType),
        IPropertySymbol property => !SymbolEqualityComparer.Default.Equals(property.Type, property.OriginalDefinition.Type),
        _ => false,
    };

    private Location? Base(ISymbol member)
    {
        if (use is not null)
        {
            return use;
        }

        INamedTypeSymbol from = member is IParameterSymbol parameter ? parameter.ContainingSymbol.ContainingType : member.ContainingType;
        foreach (TypeDeclarationSyntax declaration in contract.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>())
        {
            foreach (BaseTypeSyntax part in declaration.BaseList?.Types ?? default)
            {
                ITypeSymbol? type = compilation.GetSemanticModel(declaration.SyntaxTree).GetTypeInfo(part.Type).Type;
                if (SymbolEqualityComparer.Default.Equals(type, from) || type?.AllInterfaces.Contains(from, SymbolEqualityComparer.Default) == true)
                {
                    return part.GetLocation();
                }
            }
        }

        return Contract;
    }
}
