using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Replaces an event with a method whose result is a stream of what the event told.</summary>
internal sealed class EventToStream : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        if (EventShape.Of(place) is not { } shape)
        {
            return [];
        }

        string text = $"global::System.Collections.Generic.IAsyncEnumerable<{shape.Item}> {shape.Unused("Watch" + shape.Symbol.Name)}({EventShape.Token});";
        return [new("Return a stream instead", "stream", Edits.Replace(place, shape.Declaration, before =>
            Layout.Member(text, before).WithLeadingTrivia(before.GetLeadingTrivia()).WithTrailingTrivia(before.GetTrailingTrivia())))];
    }
}
