using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Locking;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Analyzers;

/// <summary>Holds the contracts of one compilation against its tasks.lock: all that are declared once they are parsed, and the closed generic ones at the end.</summary>
/// <remarks>
/// Thread-safe: contracts are parsed concurrently. Other than contract.lock it is compared in a build that writes it as well, so that the command cannot forget a task; and all contracts are compared
/// together, since a method may have gone to another that has the former name of its interface.
/// </remarks>
internal sealed class TaskLockSession
{
    private readonly LockedFile _file;
    private readonly bool _writes;
    private readonly ConcurrentBag<LockedUse> _declared = [];
    private readonly ConcurrentBag<LockedUse> _closed = [];
    private volatile bool _isPartial;
    private volatile bool _hasTold;

    private TaskLockSession(LockedFile file, bool writes)
    {
        _file = file;
        _writes = writes;
    }

    /// <summary>Null where the project has no such lock.</summary>
    public static TaskLockSession? Begin(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        AnalyzerConfigOptions build = options.AnalyzerConfigOptionsProvider.GlobalOptions;
        return ContractSettingsParser.Keeps(build, LockFile.Tasks)
            ? new TaskLockSession(new LockedFile(LockFile.Tasks, options, cancellationToken), ContractSettingsParser.Writes(build, LockFile.Tasks))
            : null;
    }

    /// <summary>Takes a contract; <paramref name="model"/> is null where it has errors, which are told elsewhere.</summary>
    public void Add(INamedTypeSymbol contract, ContractModel? model, Location? use = null)
    {
        if (model is null)
        {
            _isPartial = true;
            return;
        }

        (contract.Arity > 0 ? _closed : _declared).Add(new LockedUse(contract, model, use));
    }

    /// <summary>Tells what orphans tasks of the contracts that are declared, with the contract at which it is told.</summary>
    public void CompareDeclared(Compilation compilation, Action<Diagnostic, INamedTypeSymbol> tell) => Compare([.. _declared], compilation, tell);

    /// <summary>Tells what only all contracts together show.</summary>
    public void End(CompilationAnalysisContext context)
    {
        LockedUse[] closed = [.. LockedUse.Distinct(_closed)];
        Compare(closed, context.Compilation, (diagnostic, _) => context.ReportDiagnostic(diagnostic));
        LockedUse[] all = [.. _declared, .. closed];
        LockDocument now = LockDocument.Merge(all.Select(use => TaskLockBuilder.Of(use.Model)));
        if (_file.IsMissing)
        {
            if (!_writes && now.Interfaces.Count != 0)
            {
                context.ReportDiagnostic(LockedFile.Create(TaskLockDiagnostics.Missing, Location.None));
            }

            return;
        }

        if (_file.Document is not { } locked)
        {
            context.ReportDiagnostic(_file.Wrong(TaskLockDiagnostics.Unreadable));
            return;
        }

        // While a contract has errors, nobody knows its names.
        var names = new HashSet<string>(all.SelectMany(use => use.Model.FormerNames.Prepend(use.Model.Name)), StringComparer.Ordinal);
        LockInterface[] gone = [.. locked.Interfaces.Where(contract => !_isPartial && contract.Methods.Count != 0 && !names.Contains(contract.Name))];
        foreach (LockInterface contract in gone)
        {
            context.ReportDiagnostic(_file.At(contract, TaskLockDiagnostics.InterfaceGone));
        }

        if (gone.Length == 0 && !_hasTold && !_isPartial && !_writes && LockComparison.FirstDifference(locked, now) is { } name)
        {
            context.ReportDiagnostic(_file.AtStart(TaskLockDiagnostics.OutOfDate, name));
        }
    }

    private void Compare(IReadOnlyList<LockedUse> uses, Compilation compilation, Action<Diagnostic, INamedTypeSymbol> tell)
    {
        if (_file.Document is not { } locked)
        {
            return;
        }

        LockDocument now = LockDocument.Merge(uses.Select(use => TaskLockBuilder.All(use.Model)));
        foreach (LockChange change in TaskLockComparison.Changes(locked, now).Where(change => !_isPartial || change.Descriptor != TaskLockDiagnostics.MethodGone))
        {
            (LockedUse use, Location place) = TaskLockPlaces.Of(change, uses, compilation);
            _hasTold = true;
            tell(LockedFile.Create(change.Descriptor, place, [.. change.Arguments]), use.Contract);
        }
    }
}
