using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;

namespace Rpc.Generators.Analyzers;

/// <summary>All that a contract can have wrong: in itself, in the types that it carries, or against its past.</summary>
internal static class AnalyzerDiagnostics
{
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        .. ContractDiagnostics.All,
        .. TypeDiagnostics.All,
        .. LockDiagnostics.All,
        .. TaskLockDiagnostics.All,
    ];
}
