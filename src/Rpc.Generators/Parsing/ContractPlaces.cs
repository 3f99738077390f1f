using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.Parsing;

/// <summary>Where a diagnostic of a contract points: at the member written in it, or at its own name for what it inherits.</summary>
/// <param name="contract">The interface.</param>
/// <param name="use">For a closed generic interface, the place that closes it: everything points there.</param>
internal sealed class ContractPlaces(INamedTypeSymbol contract, Location? use)
{
    public Location? Contract => use ?? contract.Locations.FirstOrDefault();

    public Location? Of(ISymbol member) => IsOwn(member) ? member.Locations.FirstOrDefault() : Contract;

    /// <summary>An attribute, where it is written in the compiled project.</summary>
    public Location? OfAttribute(AttributeData attribute) => use ?? attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Contract;

    /// <summary>The type as it is written at a parameter, or before a method or property.</summary>
    public Location? OfType(ISymbol declared) => !IsOwn(declared) ? Contract : Syntax(declared) switch
    {
        ParameterSyntax { Type: { } type } => type.GetLocation(),
        MethodDeclarationSyntax method => method.ReturnType.GetLocation(),
        BasePropertyDeclarationSyntax property => property.Type.GetLocation(),
        _ => Of(declared),
    };

    private static SyntaxNode? Syntax(ISymbol symbol) => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    private bool IsOwn(ISymbol member) => use is null && SymbolEqualityComparer.Default.Equals(
        member is IParameterSymbol parameter ? parameter.ContainingSymbol.ContainingType : member.ContainingType, contract);
}
