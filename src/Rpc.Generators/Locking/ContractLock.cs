using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Locking;

/// <summary>The lock of a whole compilation, for those who have no generator run at hand: the code fix.</summary>
internal static class ContractLock
{
    /// <summary>The text that <c>contract.lock</c> should have: byte for byte what the build writes. Contracts with errors are left out.</summary>
    public static string Text(Compilation compilation, CancellationToken cancellationToken) => LockText.Of(Of(compilation, cancellationToken));

    /// <summary>The same as a document.</summary>
    public static LockDocument Of(Compilation compilation, CancellationToken cancellationToken)
    {
        var parts = new List<LockDocument>();
        var closed = new List<EquatableArray<ContractResult>>();
        var report = new ContractReport();
        foreach (INamedTypeSymbol contract in DeclaredTypes.Contracts(compilation))
        {
            var instances = new ContractInstances();
            if (ContractParser.Parse(contract, compilation, report, cancellationToken, instances) is { } model)
            {
                parts.Add(LockBuilder.Of(model));
            }

            closed.Add(ContractClosure.Parse(instances, compilation, report, cancellationToken));
        }

        closed.Add(ContractFindingsParser.Named(compilation.Assembly.GetAttributes(), compilation, cancellationToken).Closed);
        closed.AddRange(Called(compilation, cancellationToken));
        parts.AddRange(ContractInstanceList.Distinct(closed).Where(result => result.Contract is not null).Select(result => LockBuilder.Of(result.Contract!)));
        return LockDocument.Merge(parts);
    }

    private static IEnumerable<EquatableArray<ContractResult>> Called(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SyntaxNode[] calls = [.. tree.GetRoot(cancellationToken).DescendantNodes().Where(CallSites.IsCandidate)];
            SemanticModel? model = calls.Length == 0 ? null : compilation.GetSemanticModel(tree);
            foreach (SyntaxNode call in calls)
            {
                if (ContractFindingsParser.Called(call, model!, cancellationToken) is { } found)
                {
                    yield return found.Closed;
                }
            }
        }
    }
}
