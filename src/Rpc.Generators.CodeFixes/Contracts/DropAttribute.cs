using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Removes an attribute that has no effect where it stands.</summary>
internal sealed class DropAttribute : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        MemberDeclarationSyntax? member = place.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        string message = place.Diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        AttributeSyntax? attribute = member?.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(each =>
            place.Model.GetTypeInfo(each).Type is INamedTypeSymbol type && type.ContainingNamespace.Name == "Rpc" && message.StartsWith("[" + Name(type) + "]", System.StringComparison.Ordinal));
        return member is null || attribute is null
            ? []
            : [new($"Remove [{attribute.Name}]", "attribute", Edits.Replace(place, member, declaration => AttributeEdits.Remove(declaration, attribute)))];
    }

    private static string Name(INamedTypeSymbol attribute) => attribute.Name.Substring(0, attribute.Name.Length - "Attribute".Length);
}
