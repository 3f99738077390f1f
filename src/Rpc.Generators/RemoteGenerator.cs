using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.Emitting;
using Rpc.Generators.Locking;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators;

/// <summary>Writes proxy, dispatcher and codecs for each interface with <c>[Remote]</c>. Only wires: Parsing decides, Emitting prints.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class RemoteGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ContractSettings> settings = context.AnalyzerConfigOptionsProvider
            .Combine(context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName))
            .Select(static (build, _) => ContractSettingsParser.Parse(build.Left.GlobalOptions, build.Right))
            .WithTrackingName(TrackingNames.Settings);

        IncrementalValuesProvider<ContractFindings> declared = context.SyntaxProvider
            .ForAttributeWithMetadataName(TypeAttributes.Remote, static (node, _) => node is InterfaceDeclarationSyntax, ContractFindingsParser.Declared)
            .Where(static found => found is not null)
            .Select(static (found, _) => found!)
            .WithTrackingName(TrackingNames.Declared);
        IncrementalValuesProvider<ContractFindings> named = context.SyntaxProvider
            .ForAttributeWithMetadataName(RemoteInstances.Attribute, static (node, _) => node is CompilationUnitSyntax, ContractFindingsParser.Named)
            .WithTrackingName(TrackingNames.Named);
        IncrementalValuesProvider<ContractFindings> called = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => CallSites.IsCandidate(node), ContractFindingsParser.Called)
            .Where(static found => found is not null)
            .Select(static (found, _) => found!)
            .WithTrackingName(TrackingNames.Called);

        IncrementalValuesProvider<ContractResult> plain = Allowed(declared.Select(static (found, _) => found.Own!).WithTrackingName(TrackingNames.Contracts), settings);
        IncrementalValuesProvider<ContractResult> closed = Allowed(declared.Select(static (found, _) => found.Closed).Collect()
            .Combine(named.Select(static (found, _) => found.Closed).Collect())
            .Combine(called.Select(static (found, _) => found.Closed).Collect())
            .SelectMany(static (found, _) => ContractInstanceList.Distinct([.. found.Left.Left, .. found.Left.Right, .. found.Right]))
            .WithTrackingName(TrackingNames.Closed), settings);
        IncrementalValuesProvider<TypeModel> types = plain.Select(static (result, _) => result.Contract?.Types ?? default).WithTrackingName(TrackingNames.ContractTypes).Collect()
            .Combine(closed.Select(static (result, _) => result.Contract?.Types ?? default).Collect())
            .Combine(called.Combine(settings).Select(static (input, _) => TypeHandovers.Allowed(input.Left.Types, input.Right)).Collect())
            .SelectMany(static (lists, _) => Distinct([.. lists.Left.Left, .. lists.Left.Right, .. lists.Right]))
            .WithTrackingName(TrackingNames.Types);

        IncrementalValueProvider<EquatableArray<string>> clashes = plain.Select(static (result, _) => result.Name).Collect()
            .Combine(closed.Select(static (result, _) => result.Name).Collect())
            .Select(static (names, _) => ContractHints.Clashes([.. names.Left, .. names.Right]))
            .WithTrackingName(TrackingNames.Clashes);

        IncrementalValueProvider<EquatableArray<string>> contractLines = Lines(Registrations(plain).Collect().Combine(Registrations(closed).Collect())
            .Select(static (lines, _) => lines.Left.AddRange(lines.Right)), TrackingNames.ContractRegistrations);
        IncrementalValueProvider<EquatableArray<string>> typeLines = Lines(
            types.Combine(settings).Select(static (type, _) => CodecEmitter.EmitRegistration(type.Left, type.Right.Namespace)).Collect(),
            TrackingNames.TypeRegistrations);

        IncrementalValueProvider<LockDocument?> contractLock = Locked(plain, closed, settings, static build => build.WritesLock, LockBuilder.Of, TrackingNames.LockParts, TrackingNames.Lock);
        IncrementalValueProvider<LockDocument?> tasksLock = Locked(plain, closed, settings, static build => build.WritesTasksLock, TaskLockBuilder.Of, TrackingNames.TasksLockParts, TrackingNames.TasksLock);

        context.RegisterSourceOutput(plain.Combine(clashes).Combine(settings), static (output, input) => Add(output, input.Left.Left, input.Left.Right, input.Right));
        context.RegisterSourceOutput(closed.Combine(clashes).Combine(settings), static (output, input) => Add(output, input.Left.Left, input.Left.Right, input.Right));
        context.RegisterSourceOutput(types.Combine(settings), static (output, type) => Add(output, CodecEmitter.Emit(type.Left, type.Right.Namespace)));
        context.RegisterSourceOutput(contractLines.Combine(typeLines).Combine(settings), static (output, lines) =>
        {
            if (lines.Left.Left.Count + lines.Left.Right.Count != 0)
            {
                output.AddSource(RegistrationEmitter.HintName, RegistrationEmitter.Emit(lines.Left.Left, lines.Left.Right, lines.Right.Namespace));
            }
        });
        context.RegisterSourceOutput(contractLock, static (output, document) => Add(output, document, LockFile.Contracts));
        context.RegisterSourceOutput(tasksLock, static (output, document) => Add(output, document, LockFile.Tasks));
    }

    private static IncrementalValuesProvider<ContractResult> Allowed(IncrementalValuesProvider<ContractResult> results, IncrementalValueProvider<ContractSettings> settings) => results
        .Combine(settings)
        .Select(static (input, _) => TypeHandovers.Allowed(input.Left, input.Right))
        .WithTrackingName(TrackingNames.AllowedContracts);

    // The document of all contracts; null in a build that does not write the file.
    private static IncrementalValueProvider<LockDocument?> Locked(
        IncrementalValuesProvider<ContractResult> plain,
        IncrementalValuesProvider<ContractResult> closed,
        IncrementalValueProvider<ContractSettings> settings,
        Func<ContractSettings, bool> isWanted,
        Func<ContractModel, LockDocument> build,
        string partsName,
        string name)
    {
        return Parts(plain).Collect().Combine(Parts(closed).Collect())
            .Combine(settings)
            .Select((input, _) => isWanted(input.Right) ? LockDocument.Merge([.. input.Left.Left, .. input.Left.Right]) : null)
            .WithTrackingName(name);

        IncrementalValuesProvider<LockDocument> Parts(IncrementalValuesProvider<ContractResult> results) => results
            .Combine(settings)
            .Select((input, _) => isWanted(input.Right) && input.Left.Contract is { } contract ? build(contract) : null)
            .WithTrackingName(partsName)
            .Where(static part => part is not null)
            .Select(static (part, _) => part!);
    }

    private static IncrementalValuesProvider<string> Registrations(IncrementalValuesProvider<ContractResult> results) => results
        .Where(static result => result.Contract is not null)
        .Select(static (result, _) => RegistrationEmitter.Contract(result.Contract!.TypeName, result.Contract.Stem));

    private static IncrementalValueProvider<EquatableArray<string>> Lines(IncrementalValueProvider<ImmutableArray<string>> lines, string name) => lines
        .Select(static (all, _) => new EquatableArray<string>(all.Where(static line => line.Length != 0).OrderBy(static line => line, StringComparer.Ordinal)))
        .WithTrackingName(name);

    private static IEnumerable<TypeModel> Distinct(ImmutableArray<EquatableArray<TypeModel>> lists) => lists
        .SelectMany(static list => list)
        .GroupBy(static type => type.FullName, StringComparer.Ordinal)
        .Select(static group => group.First())
        .OrderBy(static type => type.FullName, StringComparer.Ordinal);

    private static void Add(SourceProductionContext output, LockDocument? document, LockFile file)
    {
        if (document is not null)
        {
            output.AddSource(file.HintName, LockEmitter.Emit(document, file));
        }
    }

    private static void Add(SourceProductionContext output, ContractResult result, EquatableArray<string> clashes, ContractSettings settings) =>
        Add(output, ContractFiles.Emit(result, ContractHints.Of(result.Name, clashes), settings));

    private static void Add(SourceProductionContext output, IEnumerable<(string HintName, string Source)> files)
    {
        foreach ((string hintName, string source) in files)
        {
            output.AddSource(hintName, source);
        }
    }
}
