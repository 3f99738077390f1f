using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Analyzers;

/// <summary>What all contracts of a compilation have wrong, by the declaration in which it is written. Thread-safe.</summary>
/// <remarks>An editor asks for one file at a time and hears nothing about others: so the file of a record tells what is wrong with it, and not the file of the contract that carries it.</remarks>
internal sealed class AnalyzerFindings(Compilation compilation, bool emitsCalls, bool allowsMemoryPack, ConcurrentDictionary<DiagnosticInfo, bool> told, LockSessions? locked)
{
    private readonly object _gate = new();
    private Dictionary<(SyntaxTree? File, TextSpan Declaration), List<Diagnostic>>? _found;

    /// <summary>What is written in the declarations of a type, outside of those nested in it.</summary>
    public IEnumerable<Diagnostic> In(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Dictionary<(SyntaxTree? File, TextSpan Declaration), List<Diagnostic>> found = All();
        return type.DeclaringSyntaxReferences.SelectMany(reference => found.TryGetValue((reference.SyntaxTree, reference.Span), out List<Diagnostic>? here) ? here : []);
    }

    // Once for a compilation, and to its end even if its asker gives up: what was told in part would count as told.
    private Dictionary<(SyntaxTree? File, TextSpan Declaration), List<Diagnostic>> All()
    {
        lock (_gate)
        {
            return _found ??= Find();
        }
    }

    private Dictionary<(SyntaxTree? File, TextSpan Declaration), List<Diagnostic>> Find()
    {
        Dictionary<(SyntaxTree? File, TextSpan Declaration), List<Diagnostic>> found = [];
        foreach (INamedTypeSymbol contract in DeclaredTypes.Contracts(compilation))
        {
            foreach (DiagnosticInfo diagnostic in Of(contract, found).Where(diagnostic => told.TryAdd(diagnostic, true)))
            {
                Add(found, diagnostic.ToDiagnostic(), contract);
            }
        }

        locked?.CompareDeclared(compilation, (change, contract) => Add(found, change, contract));
        return found;
    }

    // What stands outside of all declarations, at an attribute of the assembly, is told with the contract that meets it.
    private static void Add(Dictionary<(SyntaxTree? File, TextSpan Declaration), List<Diagnostic>> found, Diagnostic diagnostic, INamedTypeSymbol? contract = null)
    {
        (SyntaxTree? File, TextSpan) declaration = Declaration(diagnostic.Location);
        if (declaration.File is null && contract?.DeclaringSyntaxReferences.FirstOrDefault() is { } own)
        {
            declaration = (own.SyntaxTree, own.Span);
        }

        if (!found.TryGetValue(declaration, out List<Diagnostic>? there))
        {
            found.Add(declaration, there = []);
        }

        there.Add(diagnostic);
    }

    private IEnumerable<DiagnosticInfo> Of(INamedTypeSymbol contract, Dictionary<(SyntaxTree? File, TextSpan Declaration), List<Diagnostic>> found)
    {
        var report = new ContractReport(advises: true) { AllowsMemoryPack = allowsMemoryPack };
        var instances = new ContractInstances();
        ContractModel? model = ContractParser.Parse(contract, compilation, report, CancellationToken.None, instances);
        if (contract.Arity == 0)
        {
            locked?.Compare(contract, model, compilation, change => Add(found, change, contract));
        }

        ContractClosure.Parse(instances, compilation, report, CancellationToken.None, locked?.Comparer(compilation, change => Add(found, change, contract)));

        // Hints wait until the contract is right.
        return report.Diagnostics
            .Where(diagnostic => diagnostic.Descriptor.DefaultSeverity >= DiagnosticSeverity.Warning || !report.HasErrors)
            .Where(diagnostic => emitsCalls || diagnostic.Descriptor != ContractDiagnostics.CallsNameTaken);
    }

    private static (SyntaxTree? File, TextSpan Declaration) Declaration(Location? place) =>
        place?.SourceTree is { } tree && tree.GetRoot().FindNode(place.SourceSpan).FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } declaration ? (tree, declaration.Span) : default;
}
