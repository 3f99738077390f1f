using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Locking;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Analyzers;

/// <summary>Holds the contracts of one compilation against its contract.lock: each as soon as it is parsed, and all of them at the end.</summary>
/// <remarks>Thread-safe: contracts are parsed concurrently.</remarks>
internal sealed class LockSession
{
    private readonly AdditionalText? _file;
    private readonly SourceText? _text;
    private readonly LockReading? _reading;
    private readonly ConcurrentBag<LockDocument> _parts = [];
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LockChange, bool> _told = new();
    private volatile bool _isPartial;

    private LockSession(AdditionalText? file, SourceText? text)
    {
        _file = file;
        _text = text;
        _reading = text is null ? null : LockReader.Read(text.ToString());
    }

    /// <summary>Null where the project has no lock, or this build writes it.</summary>
    public static LockSession? Begin(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        AnalyzerConfigOptions build = options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (!ContractSettingsParser.IsLocked(build) || ContractSettingsParser.UpdatesLock(build))
        {
            return null;
        }

        AdditionalText? file = options.AdditionalFiles.FirstOrDefault(candidate => Path.GetFileName(candidate.Path) == LockText.FileName);
        return new LockSession(file, file?.GetText(cancellationToken));
    }

    /// <summary>Tells what broke in one contract; <paramref name="model"/> is null where it has errors, which are told elsewhere.</summary>
    public void Compare(INamedTypeSymbol contract, ContractModel? model, Compilation compilation, Action<Diagnostic> tell, Location? use = null)
    {
        if (!_names.TryAdd(model?.Name ?? TypeNames.Display(contract), true))
        {
            // A closed generic interface may be mentioned in many places.
            return;
        }

        if (model is null)
        {
            _isPartial = true;
            return;
        }

        LockDocument part = LockBuilder.Of(model);
        _parts.Add(part);
        if (_reading?.Document is not { } locked)
        {
            return;
        }

        var places = new LockPlaces(contract, use, model.Name, compilation);
        foreach (LockChange change in LockComparison.Changes(locked, part).Where(change => _told.TryAdd(change, true)))
        {
            tell(Create(change.Descriptor, places.Of(change), [.. change.Arguments]));
        }
    }

    /// <summary>The same for each closed generic interface.</summary>
    public Action<INamedTypeSymbol, ContractModel?, Location?> Comparer(Compilation compilation, Action<Diagnostic> tell) => (contract, model, use) => Compare(contract, model, compilation, tell, use);

    /// <summary>Tells what only all contracts together show.</summary>
    public void End(CompilationAnalysisContext context)
    {
        if (_reading is null)
        {
            if (!_parts.IsEmpty)
            {
                context.ReportDiagnostic(Create(LockDiagnostics.Missing, Location.None));
            }

            return;
        }

        if (_reading.Document is not { } locked)
        {
            context.ReportDiagnostic(Create(LockDiagnostics.Unreadable, Line(_reading.Line), (_reading.Line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), _reading.Wrong!));
            return;
        }

        LockInterface[] gone = [.. locked.Interfaces.Where(contract => !_names.ContainsKey(contract.Name))];
        foreach (LockInterface contract in gone)
        {
            context.ReportDiagnostic(Create(LockDiagnostics.InterfaceGone, Line(contract), contract.Name));
        }

        // Told of breaks, nobody needs to hear that the file differs; nor while a contract with errors is missing from the comparison.
        if (gone.Length == 0 && _told.IsEmpty && !_isPartial && LockComparison.FirstDifference(locked, LockDocument.Merge(_parts)) is { } name)
        {
            context.ReportDiagnostic(Create(LockDiagnostics.OutOfDate, Line(0), name));
        }
    }

    private static Diagnostic Create(DiagnosticDescriptor descriptor, Location place, params string[] arguments) => Diagnostic.Create(descriptor, place, [.. arguments]);

    private Location Line(LockInterface contract) => Line(Math.Max(0, _text!.Lines.ToList().FindIndex(line => line.ToString().TrimEnd('\r') == "interface " + contract.Name)));

    private Location Line(int number)
    {
        TextSpan span = _text!.Lines[number].Span;
        return Location.Create(_file!.Path, span, _text.Lines.GetLinePositionSpan(span));
    }
}
