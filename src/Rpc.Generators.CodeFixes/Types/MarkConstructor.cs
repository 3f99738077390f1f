using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Types;

/// <summary>Marks one of the constructors whose parameters are all members with <c>[CodecConstructor]</c>, and makes it internal where it is hidden.</summary>
internal sealed class MarkConstructor : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        if (place.Node is not TypeDeclarationSyntax declaration || place.TypeOf(declaration) is not { } type)
        {
            return [];
        }

        ConstructorDeclarationSyntax[] usable = [.. Usable(type)];
        return usable.Select((constructor, i) => new RepairOffer(
            $"Read it with '{type.Name}{constructor.ParameterList}'",
            "mark" + (usable.Length == 1 ? string.Empty : i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            cancellationToken => Edits.ReplaceAllAsync(place.Solution, [constructor], (_, each) => Mark(each), cancellationToken)));
    }

    /// <summary>The constructors with which a read value could be made; none where one is marked, and is the one that does not fit.</summary>
    public static IEnumerable<ConstructorDeclarationSyntax> Usable(INamedTypeSymbol type)
    {
        List<ISymbol> members = TypeMembers.Candidates(type);
        return type.InstanceConstructors.Any(TypeAttributes.IsConstructor)
            ? []
            : type.InstanceConstructors.Where(each => TypeConstructors.Unbound(each, members) is null).SelectMany(each => Edits.Declarations<ConstructorDeclarationSyntax>(each));
    }

    private static MemberDeclarationSyntax Mark(ConstructorDeclarationSyntax constructor)
    {
        bool isSeen = constructor.Modifiers.Any(SyntaxKind.PublicKeyword) || constructor.Modifiers.Any(SyntaxKind.InternalKeyword);
        return AttributeEdits.Add(isSeen ? constructor : ModifierEdits.WithAccess(constructor, SyntaxKind.InternalKeyword), "global::Rpc.CodecConstructor");
    }
}
