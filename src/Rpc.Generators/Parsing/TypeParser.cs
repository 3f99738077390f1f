using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Turns symbols into models: decides how each type travels, and follows it to every type that it reaches.</summary>
/// <remarks>One per compilation and contract; not thread-safe. Symbols stay inside.</remarks>
internal sealed class TypeParser
{
    // A generic type that mentions itself with larger arguments would never end.
    private const int MaxNesting = 16;

    private readonly Action<DiagnosticInfo> _report;
    private readonly Dictionary<string, TypeModel> _parsed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeModel> _reachable = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeEnum> _enums = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);

    // The types that are being parsed and where each is used, the innermost on top.
    private readonly Stack<(ITypeSymbol Type, Location? Place)> _uses = new();
    private readonly string _namespace;
    private bool _hasErrors;
    private bool _isEndless;

    /// <param name="compilation">Where the types are used.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="allowsMemoryPack">Whether the build lets MemoryPack read; null where the caller does not know yet, and looks for <see cref="TypeHandover"/> later.</param>
    public TypeParser(Compilation compilation, Action<DiagnosticInfo> report, bool? allowsMemoryPack = null)
    {
        Compilation = compilation;
        AllowsMemoryPack = allowsMemoryPack;
        _report = report;
        _namespace = TypeCodecNames.Namespace(compilation.AssemblyName);
        Foreign = new TypeForeign(compilation);
        Custom = CustomCodecs.Of(compilation);
        foreach (DiagnosticInfo wrong in Custom.Wrong)
        {
            _hasErrors = true;
            report(wrong);
        }
    }

    /// <summary>Every type parsed so far that is emitted or registered in this assembly, in ordinal order; empty once something was reported.</summary>
    public EquatableArray<TypeModel> Reachable => _hasErrors
        ? EquatableArray<TypeModel>.Empty
        : new(_reachable.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value));

    /// <summary>Name and wire shape of every type with a member list that was reached, in ordinal order.</summary>
    public EquatableArray<TypeShape> Shapes => new(_shapes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new TypeShape(pair.Key, pair.Value)));

    /// <summary>Takes note of closed generic remote interfaces that are mentioned.</summary>
    internal ContractInstances? Instances { get; init; }

    /// <summary>The enums that were reached and are not the platform's, in ordinal order.</summary>
    public EquatableArray<TypeEnum> Enums => new(_enums.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value));

    internal Compilation Compilation { get; }

    internal TypeForeign Foreign { get; }

    internal CustomCodecs Custom { get; }

    internal bool? AllowsMemoryPack { get; }

    /// <summary>Parses a type and all that it reaches. Null, and reported at <paramref name="place"/>, where it cannot travel; never throws.</summary>
    public TypeModel? Parse(ITypeSymbol type, Location? place)
    {
        if (type.TypeKind == TypeKind.Error)
        {
            // The compiler has its own error for this line.
            _hasErrors = true;
            return null;
        }

        type = TypeAnnotations.Normalize(Compilation, type);
        string key = TypeNames.Full(type);
        if (_parsed.TryGetValue(key, out TypeModel? known))
        {
            return known;
        }

        if (_isEndless || _failed.Contains(FailureKey(type)))
        {
            return null;
        }

        if (TypeNames.Nesting(type) > MaxNesting || !HasStack())
        {
            _isEndless = true;
            return Fail(type, TypeDiagnostics.TooDeep, place, TypeNames.Display(type), MaxNesting.ToString(CultureInfo.InvariantCulture));
        }

        _uses.Push((type, place));
        TypeModel? model = TypeChooser.Choose(this, type, place);
        _uses.Pop();
        if (model is not null && !_parsed.ContainsKey(key))
        {
            Remember(type, model);
        }

        return model;
    }

    /// <summary>Makes a type known before its members are parsed, so that they can mention it.</summary>
    internal void Remember(ITypeSymbol type, TypeModel model)
    {
        _parsed[TypeNames.Full(type)] = model;
        if (model is { Category: not TypeCategory.Reference, IsForeign: false })
        {
            TypeModel canonical = Canonical(type, model);
            if (!_reachable.ContainsKey(canonical.FullName))
            {
                _reachable[canonical.FullName] = canonical;
            }
        }
    }

    /// <summary>Adds what is to be emitted for a type.</summary>
    internal void Define(ITypeSymbol type, TypeModel model, TypeDefinition definition)
    {
        TypeModel canonical = Canonical(type, model);
        _reachable[canonical.FullName] = canonical with
        {
            Definition = definition,
            DefinedShape = _shapes.TryGetValue(model.DisplayName, out string? shape) ? shape : model.Shape,
            IsDeclaredHere = model.Category is not (TypeCategory.Tuple or TypeCategory.Custom or TypeCategory.MemoryPack) && IsDeclaredHere(type),
        };
    }

    internal void AddShape(string name, string shape) => _shapes[name] = shape;

    internal bool HasFailed(ITypeSymbol type) => _failed.Contains(FailureKey(type));

    internal void AddEnum(INamedTypeSymbol type)
    {
        if (TypeEnums.Of(type) is { } model)
        {
            _enums[model.Name] = model;
        }
    }

    internal bool HasShape(string name) => _shapes.ContainsKey(name);

    internal bool IsDeclaredHere(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, Compilation.Assembly);

    internal TypeModel? Fail(DiagnosticDescriptor descriptor, Location? place, params string[] arguments)
    {
        _hasErrors = true;
        _report(new DiagnosticInfo(descriptor, place, new(arguments)));
        return null;
    }

    /// <summary>As <see cref="Fail(DiagnosticDescriptor, Location, string[])"/> where the type is written that cannot travel: inside the type or the member at whose use it was reached.</summary>
    internal TypeModel? Fail(ITypeSymbol type, DiagnosticDescriptor descriptor, Location? place, params string[] arguments) =>
        Fail(descriptor, TypePlaces.Of(Compilation, [(type, place), .. _uses]), arguments);

    /// <summary>As <see cref="Fail(DiagnosticDescriptor, Location, string[])"/> for a type with its own declaration: told once, where it is declared if that is here.</summary>
    internal TypeModel? FailType(ITypeSymbol type, DiagnosticDescriptor descriptor, Location? place, params string[] arguments)
    {
        _failed.Add(FailureKey(type));
        _parsed.Remove(TypeNames.Full(type));
        return PlaceOf(type, null) is null ? Fail(type, descriptor, place, arguments) : Fail(descriptor, place, arguments);
    }

    /// <summary>Gives up a type because of a part of it that was already reported.</summary>
    internal TypeModel? Refuse(ITypeSymbol type)
    {
        _hasErrors = true;
        _failed.Add(FailureKey(type));
        _parsed.Remove(TypeNames.Full(type));
        return null;
    }

    /// <summary>Whether the codec has not been begun yet: its definition is made once, also where a type contains itself.</summary>
    internal bool TryBegin(string codec) => _begun.Add(codec);

    internal string CodecName(string codec) => $"global::{_namespace}.{codec}";

    /// <summary>Where to report about a symbol: at its declaration if it stands in this compilation, else where it is used.</summary>
    internal Location? PlaceOf(ISymbol symbol, Location? use) =>
        symbol.Locations.FirstOrDefault(l => l.IsInSource && Compilation.ContainsSyntaxTree(l.SourceTree!)) ?? use;

    internal bool IsAccessible(ISymbol symbol) => symbol is not INamedTypeSymbol { IsFileLocal: true } && Compilation.IsSymbolAccessibleWithin(symbol, Compilation.Assembly);

    // One entry for each codec: null is accepted, and tuple items have no names.
    private static TypeModel Canonical(ITypeSymbol type, TypeModel model) => model with
    {
        FullName = model.IsReferenceType ? TypeNames.Key(type).TrimEnd('?') + "?" : TypeNames.Key(type),
        IsNonNullableReference = false,
    };

    private static string FailureKey(ITypeSymbol type) => TypeNames.Key(type).TrimEnd('?');

    private static bool HasStack()
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return true;
        }
        catch (InsufficientExecutionStackException)
        {
            return false;
        }
    }
}
