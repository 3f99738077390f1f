using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Analyzers;

/// <summary>The lock files that the contracts of one compilation are held against. Thread-safe.</summary>
internal sealed class LockSessions(LockSession? contracts, TaskLockSession? tasks)
{
    /// <summary>Null where the project has none.</summary>
    public static LockSessions? Begin(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        LockSession? contracts = LockSession.Begin(options, cancellationToken);
        TaskLockSession? tasks = TaskLockSession.Begin(options, cancellationToken);
        return contracts is null && tasks is null ? null : new LockSessions(contracts, tasks);
    }

    /// <inheritdoc cref="LockSession.Compare(INamedTypeSymbol, ContractModel?, Compilation, Action{Diagnostic}, Location?)"/>
    public void Compare(INamedTypeSymbol contract, ContractModel? model, Compilation compilation, Action<Diagnostic> tell, Location? use = null)
    {
        contracts?.Compare(contract, model, compilation, tell, use);
        tasks?.Add(contract, model, use);
    }

    /// <summary>The same for each closed generic interface.</summary>
    public Action<INamedTypeSymbol, ContractModel?, Location?> Comparer(Compilation compilation, Action<Diagnostic> tell) => (contract, model, use) => Compare(contract, model, compilation, tell, use);

    /// <summary>Tells what all declared contracts together show, each time with the contract at which it is told.</summary>
    public void CompareDeclared(Compilation compilation, Action<Diagnostic, INamedTypeSymbol> tell) => tasks?.CompareDeclared(compilation, tell);

    /// <summary>Tells what only all contracts together show.</summary>
    public void End(CompilationAnalysisContext context)
    {
        contracts?.End(context);
        tasks?.End(context);
    }
}
