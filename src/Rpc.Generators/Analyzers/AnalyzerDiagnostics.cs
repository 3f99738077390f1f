using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;

namespace Rpc.Generators.Analyzers;

/// <summary>All that a contract can have wrong, in itself in the types that it carries, or in its past.</summary>
internal static class AnalyzerDiagnostics
{
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        .. ContractDiagnostics.All,
        TypeDiagnostics.Unsupported,
        TypeDiagnostics.NotAccessible,
        TypeDiagnostics.NoUnion,
        TypeDiagnostics.BadUnionCase,
        TypeDiagnostics.NoConstructor,
        TypeDiagnostics.CannotSet,
        TypeDiagnostics.BadOrder,
        TypeDiagnostics.TooManyMembers,
        TypeDiagnostics.ForeignType,
        TypeDiagnostics.MemoryPackOnly,
        TypeDiagnostics.LayoutStruct,
        TypeDiagnostics.PartialOrder,
        TypeDiagnostics.NameClash,
        TypeDiagnostics.TooDeep,
        TypeDiagnostics.NoCodec,
        TypeDiagnostics.TwoCodecs,
        TypeDiagnostics.CodecNotAccessible,
        .. LockDiagnostics.All,
        .. TaskLockDiagnostics.All,
    ];
}
