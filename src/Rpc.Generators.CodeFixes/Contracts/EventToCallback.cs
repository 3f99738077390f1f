using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Replaces an event with a <c>[Remote]</c> interface that is called back, and methods to subscribe it and to end that.</summary>
internal sealed class EventToCallback : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) =>
        EventShape.Of(place) is { Declaration.Parent: InterfaceDeclarationSyntax contract } shape
            ? [new("Call back a [Remote] interface instead", "callback", cancellationToken => ChangeAsync(place, shape, contract, cancellationToken))]
            : [];

    private static async Task<Solution> ChangeAsync(RepairPlace place, EventShape shape, InterfaceDeclarationSyntax contract, CancellationToken cancellationToken)
    {
        string callback = CallbackName(shape);
        SyntaxTrivia newLine = Layout.NewLine(contract);
        DocumentEditor editor = await DocumentEditor.CreateAsync(place.Document, cancellationToken).ConfigureAwait(false);
        editor.InsertAfter(shape.Declaration, Method(shape, "Unsubscribe", callback, shape.Declaration));
        MemberDeclarationSyntax added = Layout.Member(Callback(shape, callback), contract);
        editor.InsertAfter(contract, added.WithLeadingTrivia(added.GetLeadingTrivia().Insert(0, newLine)));
        editor.ReplaceNode(shape.Declaration, (before, _) => Method(shape, "Subscribe", callback, shape.Declaration).WithLeadingTrivia(before.GetLeadingTrivia()));
        return editor.GetChangedDocument().Project.Solution;
    }

    private static MemberDeclarationSyntax Method(EventShape shape, string verb, string callback, SyntaxNode neighbour) => Layout.Member(
        $"global::System.Threading.Tasks.Task {shape.Unused(verb + shape.Symbol.Name + "Async")}({callback} handler, {EventShape.Token});", neighbour);

    private static string Callback(EventShape shape, string callback) =>
        $"/// <summary>Is called when <see cref=\"{shape.Symbol.ContainingType.Name}\"/> tells of what the event {shape.Symbol.Name} told.</summary>\n"
        + "[global::Rpc.Remote]\n"
        + (shape.Symbol.ContainingType.DeclaredAccessibility == Accessibility.Public ? "public" : "internal") + $" interface {callback}\n"
        + "{\n"
        + $"    global::System.Threading.Tasks.Task On{shape.Symbol.Name}Async({shape.Parameters});\n"
        + "}";

    // ITicker and Changed give ITickerChangedHandler.
    private static string CallbackName(EventShape shape)
    {
        string contract = shape.Symbol.ContainingType.Name;
        bool hasI = contract.Length > 1 && contract[0] == 'I' && char.IsUpper(contract[1]);
        INamespaceOrTypeSymbol around = shape.Symbol.ContainingType.ContainingSymbol as INamespaceOrTypeSymbol ?? shape.Symbol.ContainingNamespace;
        return Layout.Unused((hasI ? contract : "I" + contract) + shape.Symbol.Name + "Handler", taken => around.GetMembers(taken).Any());
    }
}
