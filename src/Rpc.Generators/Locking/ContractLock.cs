using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Locking;

/// <summary>The locks of a whole compilation, for those who have no generator run at hand: the code fix and the tests.</summary>
internal static class ContractLock
{
    /// <summary>The text that <c>contract.lock</c> should have: byte for byte what the build writes. Contracts with errors are left out.</summary>
    public static string Text(Compilation compilation, CancellationToken cancellationToken) => LockText.Of(Of(compilation, cancellationToken), LockFile.Contracts);

    /// <summary>The same of <c>tasks.lock</c>, where none of its lines was there before.</summary>
    public static string TasksText(Compilation compilation, CancellationToken cancellationToken) =>
        LockText.Of(LockDocument.Merge(Models(compilation, cancellationToken).Select(TaskLockBuilder.Of)), LockFile.Tasks);

    /// <summary>The text of <c>contract.lock</c> as a document.</summary>
    public static LockDocument Of(Compilation compilation, CancellationToken cancellationToken) => LockDocument.Merge(Models(compilation, cancellationToken).Select(LockBuilder.Of));

    private static List<ContractModel> Models(Compilation compilation, CancellationToken cancellationToken)
    {
        var models = new List<ContractModel>();
        var closed = new List<EquatableArray<ContractResult>>();
        var report = new ContractReport();
        foreach (INamedTypeSymbol contract in DeclaredTypes.Contracts(compilation))
        {
            var instances = new ContractInstances();
            if (ContractParser.Parse(contract, compilation, report, cancellationToken, instances) is { } model)
            {
                models.Add(model);
            }

            closed.Add(ContractClosure.Parse(instances, compilation, report, cancellationToken));
        }

        closed.Add(ContractFindingsParser.Named(compilation.Assembly.GetAttributes(), compilation, cancellationToken).Closed);
        closed.AddRange(Called(compilation, cancellationToken));
        models.AddRange(ContractInstanceList.Distinct(closed).Select(result => result.Contract).OfType<ContractModel>());
        return models;
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
