using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Locking;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Analyzers;

/// <summary>Holds the contracts of one compilation against its contract.lock: each as soon as it is parsed, and all of them at the end.</summary>
/// <remarks>Thread-safe: contracts are parsed concurrently.</remarks>
internal sealed class LockSession
{
    private readonly LockedFile _file;
    private readonly ConcurrentBag<LockDocument> _parts = [];
    private readonly ConcurrentBag<LockedUse> _closed = [];
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LockChange, string> _told = new();
    private volatile bool _isPartial;

    private LockSession(LockedFile file) => _file = file;

    /// <summary>Null where the project has no lock, or this build writes it.</summary>
    public static LockSession? Begin(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        AnalyzerConfigOptions build = options.AnalyzerConfigOptionsProvider.GlobalOptions;
        return ContractSettingsParser.Keeps(build, LockFile.Contracts) && !ContractSettingsParser.Writes(build, LockFile.Contracts)
            ? new LockSession(new LockedFile(LockFile.Contracts, options, cancellationToken))
            : null;
    }

    /// <summary>Tells what broke in one contract; <paramref name="model"/> is null where it has errors, which are told elsewhere.</summary>
    /// <remarks>What broke in a closed generic interface is told at the end: it may be mentioned in many places, of which one counts.</remarks>
    public void Compare(INamedTypeSymbol contract, ContractModel? model, Compilation compilation, Action<Diagnostic> tell, Location? use = null)
    {
        _names.TryAdd(RemoteNames.OfType(contract), true);
        if (model is null)
        {
            _isPartial = true;
            return;
        }

        if (contract.Arity > 0)
        {
            _closed.Add(new LockedUse(contract, model, use));
            return;
        }

        Compare(contract, model, compilation, use, tell);
    }

    /// <summary>Tells what only all contracts together show.</summary>
    public void End(CompilationAnalysisContext context)
    {
        foreach (LockedUse closed in LockedUse.Distinct(_closed))
        {
            Compare(closed.Contract, closed.Model, context.Compilation, closed.Place, context.ReportDiagnostic);
        }

        if (_file.IsMissing)
        {
            if (!_parts.IsEmpty)
            {
                context.ReportDiagnostic(LockedFile.Create(LockDiagnostics.Missing, Location.None));
            }

            return;
        }

        if (_file.Document is not { } locked)
        {
            context.ReportDiagnostic(_file.Wrong(LockDiagnostics.Unreadable));
            return;
        }

        LockInterface[] gone = [.. locked.Interfaces.Where(contract => !_names.ContainsKey(contract.Name))];
        foreach (LockInterface contract in gone)
        {
            context.ReportDiagnostic(_file.At(contract, LockDiagnostics.InterfaceGone));
        }

        // Told of breaks, nobody needs to hear that the file differs; nor while a contract with errors is missing from the comparison.
        if (gone.Length == 0 && _told.IsEmpty && !_isPartial && LockComparison.FirstDifference(locked, LockDocument.Merge(_parts)) is { } name)
        {
            context.ReportDiagnostic(_file.AtStart(LockDiagnostics.OutOfDate, name));
        }
    }

    private void Compare(INamedTypeSymbol contract, ContractModel model, Compilation compilation, Location? use, Action<Diagnostic> tell)
    {
        LockDocument part = LockBuilder.Of(model);
        _parts.Add(part);
        if (_file.Document is not { } locked)
        {
            return;
        }

        var places = new LockPlaces(contract, use, model.Name, compilation);
        // A type of two contracts is told with the one that came first; that one tells it again when it is asked again.
        foreach (LockChange change in LockComparison.Changes(locked, part).Where(change => _told.GetOrAdd(change, model.Name) == model.Name))
        {
            tell(LockedFile.Create(change.Descriptor, places.Of(change), [.. change.Arguments]));
        }
    }
}
