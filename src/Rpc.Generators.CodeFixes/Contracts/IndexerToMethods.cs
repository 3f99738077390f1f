using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Replaces an indexer with the methods <c>GetItem</c> and <c>SetItem</c>, as far as it has the accessors.</summary>
internal sealed class IndexerToMethods : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) =>
        place.Node is IndexerDeclarationSyntax { AccessorList.Accessors: var accessors } indexer && accessors.All(accessor => accessor is { Body: null, ExpressionBody: null })
        && place.Model.GetDeclaredSymbol(indexer) is IPropertySymbol symbol
            ? [new("Replace it with methods", "methods", _ => System.Threading.Tasks.Task.FromResult(
                place.Solution.WithDocumentSyntaxRoot(place.Document.Id, place.Root.ReplaceNode(indexer, Methods(indexer, symbol)))))]
            : [];

    private static List<MemberDeclarationSyntax> Methods(IndexerDeclarationSyntax indexer, IPropertySymbol symbol)
    {
        string parameters = string.Join(", ", indexer.ParameterList.Parameters);
        List<MemberDeclarationSyntax> methods = [];
        if (symbol.GetMethod is not null)
        {
            methods.Add(Layout.Member($"{indexer.Type} {Name(symbol, "GetItem")}({parameters});", indexer));
        }

        if (symbol.SetMethod is not null)
        {
            string value = Layout.Unused("value", taken => symbol.Parameters.Any(parameter => parameter.Name == taken));
            methods.Add(Layout.Member($"void {Name(symbol, "SetItem")}({parameters}, {indexer.Type} {value});", indexer));
        }

        methods[0] = methods[0].WithLeadingTrivia(indexer.GetLeadingTrivia());
        methods[methods.Count - 1] = methods[methods.Count - 1].WithTrailingTrivia(indexer.GetTrailingTrivia());
        return methods;
    }

    private static string Name(IPropertySymbol symbol, string name) => Layout.Unused(name, taken => !symbol.ContainingType.GetMembers(taken).IsEmpty);
}
