using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Collects what is wrong with one contract.</summary>
/// <param name="advises">Whether hints are collected too, not only what is wrong.</param>
internal sealed class ContractReport(bool advises = false)
{
    private readonly List<DiagnosticInfo> _diagnostics = [];

    /// <summary>Whether the build lets MemoryPack read; null where that is looked at later.</summary>
    public bool? AllowsMemoryPack { get; init; }

    /// <summary>Whether the contract cannot be built.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>The message of the first error, with its id; null where there is none.</summary>
    public string? FirstError { get; private set; }

    /// <summary>Errors still count while this is set, and are told elsewhere: members that another contract of the project declares are its to report.</summary>
    public bool IsMuted { get; set; }

    public IReadOnlyList<DiagnosticInfo> Diagnostics => _diagnostics;

    /// <summary>Whether someone listens to hints: the generator does not.</summary>
    public bool Advises => advises && !IsMuted;

    /// <summary>Counts as an error that someone else tells: a type that does not exist is the compiler's to report.</summary>
    public void Fail() => HasErrors = true;

    public void Add(DiagnosticDescriptor descriptor, Location? place, params string[] arguments) =>
        Add(new DiagnosticInfo(descriptor, place, new EquatableArray<string>(arguments)));

    public void Add(DiagnosticInfo diagnostic)
    {
        if (diagnostic.Descriptor.DefaultSeverity == DiagnosticSeverity.Error)
        {
            HasErrors = true;
            FirstError ??= diagnostic.Text;
        }

        if (!IsMuted && !_diagnostics.Contains(diagnostic))
        {
            _diagnostics.Add(diagnostic);
        }
    }

    /// <summary>Takes over what is wrong with something that this contract mentions and does not depend on.</summary>
    public void AddAll(ContractReport other)
    {
        foreach (DiagnosticInfo diagnostic in other.Diagnostics)
        {
            if (!_diagnostics.Contains(diagnostic))
            {
                _diagnostics.Add(diagnostic);
            }
        }
    }
}
