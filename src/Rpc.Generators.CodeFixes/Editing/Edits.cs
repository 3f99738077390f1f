using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.CodeFixes.Editing;

/// <summary>Applies changes of nodes to the files that they stand in.</summary>
internal static class Edits
{
    /// <summary>Changes one node.</summary>
    public static Func<CancellationToken, Task<Solution>> Replace<TNode>(RepairPlace place, TNode node, Func<TNode, SyntaxNode> change)
        where TNode : SyntaxNode =>
        _ => Task.FromResult(place.Solution.WithDocumentSyntaxRoot(place.Document.Id, place.Root.ReplaceNode(node, change(node))));

    /// <summary>Changes nodes of any files, given each as it was and with the changes inside it; what stands in generated files stays as it is.</summary>
    public static async Task<Solution> ReplaceAllAsync<TNode>(Solution solution, IEnumerable<TNode> nodes, Func<TNode, TNode, SyntaxNode> change, CancellationToken cancellationToken)
        where TNode : SyntaxNode
    {
        foreach (IGrouping<SyntaxTree, TNode> file in nodes.Distinct().GroupBy(node => node.SyntaxTree))
        {
            if (solution.GetDocumentId(file.Key) is { } document && solution.GetDocument(document) is { } known)
            {
                SyntaxNode root = await file.Key.GetRootAsync(cancellationToken).ConfigureAwait(false);
                solution = solution.WithDocumentSyntaxRoot(known.Id, root.ReplaceNodes(file, change));
            }
        }

        return solution;
    }

    /// <summary>The declarations of a symbol, of the kind asked for.</summary>
    public static IEnumerable<TNode> Declarations<TNode>(ISymbol symbol, CancellationToken cancellationToken = default)
        where TNode : SyntaxNode => symbol.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken)).OfType<TNode>();
}
