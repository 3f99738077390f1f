using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Takes a <c>params</c> array instead of a span: callers write the same.</summary>
internal sealed class ParamsToArray : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) =>
        place.Node.FirstAncestorOrSelf<ParameterSyntax>() is { Type: { } type } && type.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault() is { TypeArgumentList.Arguments.Count: 1 } span
            ? [new("Take an array", "array", Edits.Replace(place, type, before => Layout.Type(span.TypeArgumentList.Arguments[0] + "[]", before)))]
            : [];
}
