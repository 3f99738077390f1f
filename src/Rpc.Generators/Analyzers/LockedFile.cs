using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Rpc.Generators.Locking;
using Rpc.Generators.Model;

namespace Rpc.Generators.Analyzers;

/// <summary>A lock file as the compiler has it, for what is to be told of it and in it. Immutable.</summary>
internal sealed class LockedFile
{
    private readonly AdditionalText? _file;
    private readonly SourceText? _text;
    private readonly LockReading? _reading;

    /// <summary>Reads the file, if it is there.</summary>
    public LockedFile(LockFile kind, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        _file = options.AdditionalFiles.FirstOrDefault(candidate => Path.GetFileName(candidate.Path) == kind.Name);
        _text = _file?.GetText(cancellationToken);
        _reading = _text is null ? null : LockReader.Read(_text.ToString(), kind);
    }

    /// <summary>Whether there is none.</summary>
    public bool IsMissing => _reading is null;

    /// <summary>What it says; null where it is missing or cannot be read.</summary>
    public LockDocument? Document => _reading?.Document;

    /// <summary>What is wrong with a file that cannot be read, at its line.</summary>
    public Diagnostic Wrong(DiagnosticDescriptor unreadable) =>
        Create(unreadable, Line(_reading!.Line), (_reading.Line + 1).ToString(CultureInfo.InvariantCulture), _reading.Wrong!);

    /// <summary>A diagnostic at the line of an interface.</summary>
    public Diagnostic At(LockInterface contract, DiagnosticDescriptor descriptor) =>
        Create(descriptor, Line(Math.Max(0, _text!.Lines.ToList().FindIndex(line => line.ToString().TrimEnd('\r') == "interface " + contract.Name))), contract.Name);

    /// <summary>A diagnostic at the first line.</summary>
    public Diagnostic AtStart(DiagnosticDescriptor descriptor, string argument) => Create(descriptor, Line(0), argument);

    /// <summary>A diagnostic with arguments of text.</summary>
    public static Diagnostic Create(DiagnosticDescriptor descriptor, Location place, params string[] arguments) => Diagnostic.Create(descriptor, place, [.. arguments]);

    private Location Line(int number)
    {
        TextSpan span = _text!.Lines[number].Span;
        return Location.Create(_file!.Path, span, _text.Lines.GetLinePositionSpan(span));
    }
}
