using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.Benchmarks.Measuring;

/// <summary>Finds the contracts and does nothing with them: what any generator that looks for an attribute costs.</summary>
internal sealed class FindingGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName(
            "Rpc.RemoteAttribute",
            static (node, _) => node is InterfaceDeclarationSyntax,
            static (found, _) => found.TargetSymbol.Name),
        static (_, _) => { });
}
