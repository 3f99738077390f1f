using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Rpc.Generators.CodeFixes;

/// <summary>Offers what repairs a diagnostic of a contract, or of a type that it carries. Only wires: <see cref="Repairs"/> lists who repairs what.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ContractFixProvider)), Shared]
public sealed class ContractFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => Repairs.Ids;

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            var place = new RepairPlace(context.Document, root, model, diagnostic);
            foreach (Repair repair in Repairs.Of(diagnostic.Id))
            {
                foreach (RepairOffer offer in repair.Offers(place))
                {
                    context.RegisterCodeFix(CodeAction.Create(offer.Title, offer.Change, diagnostic.Id + ":" + offer.Key), diagnostic);
                }
            }
        }
    }
}
