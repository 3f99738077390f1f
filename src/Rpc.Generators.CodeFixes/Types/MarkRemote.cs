using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Types;

/// <summary>Marks an interface <c>[Remote]</c>, so that its objects travel as references.</summary>
internal sealed class MarkRemote : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) =>
        place.Node is TypeSyntax syntax && place.Model.GetTypeInfo(syntax).Type is INamedTypeSymbol { TypeKind: TypeKind.Interface, Arity: 0 } type
        && Edits.Declarations<InterfaceDeclarationSyntax>(type).FirstOrDefault() is { } declaration
            ? [new($"Mark '{type.Name}' [Remote], to pass live objects", "remote", cancellationToken => Edits.ReplaceAllAsync(
                place.Solution, [declaration], (_, each) => AttributeEdits.Add(each, "global::Rpc.Remote"), cancellationToken))]
            : [];
}
