using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.Emitting;
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

        IncrementalValuesProvider<ContractResult> results = context.SyntaxProvider
            .ForAttributeWithMetadataName(TypeAttributes.Remote, static (node, _) => node is InterfaceDeclarationSyntax, ContractResultParser.Parse)
            .Where(static result => result is not null)
            .Select(static (result, _) => result!)
            .WithTrackingName(TrackingNames.Contracts)
            .Combine(settings)
            .Select(static (input, _) => ContractResultParser.Allowed(input.Left, input.Right))
            .WithTrackingName(TrackingNames.AllowedContracts);

        IncrementalValuesProvider<TypeModel> types = results
            .Select(static (result, _) => result.Contract?.Types ?? default)
            .WithTrackingName(TrackingNames.ContractTypes)
            .Collect()
            .SelectMany(static (lists, _) => Distinct(lists))
            .WithTrackingName(TrackingNames.Types);

        IncrementalValueProvider<EquatableArray<string>> clashes = results
            .Select(static (result, _) => result.Name)
            .Collect()
            .Select(static (names, _) => ContractHints.Clashes(names))
            .WithTrackingName(TrackingNames.Clashes);

        IncrementalValueProvider<EquatableArray<string>> contractLines = Lines(
            results.Where(static result => result.Contract is not null)
                .Select(static (result, _) => RegistrationEmitter.Contract(result.Contract!.TypeName, result.Contract.Stem)),
            TrackingNames.ContractRegistrations);
        IncrementalValueProvider<EquatableArray<string>> typeLines = Lines(
            types.Combine(settings).Select(static (type, _) => CodecEmitter.EmitRegistration(type.Left, type.Right.Namespace)),
            TrackingNames.TypeRegistrations);

        context.RegisterSourceOutput(results.Combine(clashes).Combine(settings), static (output, input) =>
        {
            (ContractResult result, EquatableArray<string> taken) = input.Left;
            Add(output, ContractFiles.Emit(result, ContractHints.Of(result.Name, taken), input.Right));
        });
        context.RegisterSourceOutput(types.Combine(settings), static (output, type) => Add(output, CodecEmitter.Emit(type.Left, type.Right.Namespace)));
        context.RegisterSourceOutput(contractLines.Combine(typeLines).Combine(settings), static (output, lines) =>
        {
            if (lines.Left.Left.Count != 0)
            {
                output.AddSource(RegistrationEmitter.HintName, RegistrationEmitter.Emit(lines.Left.Left, lines.Left.Right, lines.Right.Namespace));
            }
        });
    }

    private static IncrementalValueProvider<EquatableArray<string>> Lines(IncrementalValuesProvider<string> lines, string name) => lines
        .Where(static line => line.Length != 0)
        .Collect()
        .Select(static (all, _) => new EquatableArray<string>(all.OrderBy(static line => line, StringComparer.Ordinal)))
        .WithTrackingName(name);

    private static IEnumerable<TypeModel> Distinct(ImmutableArray<EquatableArray<TypeModel>> lists) => lists
        .SelectMany(static list => list)
        .GroupBy(static type => type.FullName, StringComparer.Ordinal)
        .Select(static group => group.First())
        .OrderBy(static type => type.FullName, StringComparer.Ordinal);

    private static void Add(SourceProductionContext output, IEnumerable<(string HintName, string Source)> files)
    {
        foreach ((string hintName, string source) in files)
        {
            output.AddSource(hintName, source);
        }
    }
}
