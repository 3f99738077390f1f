using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Locking;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Analyzers;

/// <summary>Where a change of a contract is told: at the member as it is now; where that is gone at what held it; where that stands in another assembly at the contract.</summary>
internal sealed class LockPlaces(INamedTypeSymbol contract, Location? use, string name, Compilation compilation)
{
    private readonly ContractPlaces _places = new(contract, use, compilation);

    public Location Of(LockChange change) => (change.Owner == name ? OfMethod(change) : OfMember(change)) ?? _places.Contract ?? Location.None;

    private Location? OfMethod(LockChange change)
    {
        IMethodSymbol? method = change.Member is not { } signature ? null : ContractMembers.Interfaces(contract)
            .Reverse()
            .SelectMany(part => part.GetMembers().OfType<IMethodSymbol>())
            .FirstOrDefault(candidate => signature.EndsWith(MethodIdentity.Signature(candidate), System.StringComparison.Ordinal));
        ISymbol? place = method?.Parameters.FirstOrDefault(parameter => parameter.Name == change.Parameter) ?? (ISymbol?)method?.AssociatedSymbol ?? method;
        return place is null ? null : _places.Of(place);
    }

    private Location? OfMember(LockChange change)
    {
        if (new LockTypeSearch(change.Owner).In(contract) is not { } type)
        {
            return null;
        }

        ISymbol? member = null;
        for (INamedTypeSymbol? level = type; level is not null && member is null && change.Member is not null; level = level.BaseType)
        {
            member = level.GetMembers(change.Member).FirstOrDefault();
        }

        return Here(member) ?? Here(type);
    }

    private Location? Here(ISymbol? symbol) => symbol?.Locations.FirstOrDefault(place => place.IsInSource && compilation.ContainsSyntaxTree(place.SourceTree!));
}
