using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
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
        foreach (INamedTypeSymbol contract in Types(compilation.Assembly.GlobalNamespace).Where(type => type.TypeKind == TypeKind.Interface && TypeAttributes.IsRemote(type)))
        {
            if (ContractParser.Parse(contract, compilation, new ContractReport(), cancellationToken) is { } model)
            {
                parts.Add(LockBuilder.Of(model));
            }
        }

        return LockDocument.Merge(parts);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol around)
    {
        foreach (INamespaceOrTypeSymbol member in around.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
            {
                yield return type;
            }

            foreach (INamedTypeSymbol inner in Types(member))
            {
                yield return inner;
            }
        }
    }
}
