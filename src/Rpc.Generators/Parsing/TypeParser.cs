using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

internal sealed class TypeParser(Compilation compilation, Action<DiagnosticInfo> report)
{
    private readonly SortedDictionary<string, TypeModel> _types = new(StringComparer.Ordinal);

    public EquatableArray<TypeModel> Reachable => new(_types.Values);

    public EquatableArray<TypeShape> Shapes => new(_types.Values.Where(type => type.Shape.Length > 1).Select(type => new TypeShape(type.DisplayName, type.Shape)));

    public TypeModel? Parse(ITypeSymbol type, Location? place)
    {
        _ = compilation;
        _ = report;
        _ = place;
        string name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));
        if (!_types.TryGetValue(name, out TypeModel? model))
        {
            model = new TypeModel(name, name.Replace("global::", string.Empty), type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.Annotated, "v");
            _types.Add(name, model);
        }

        return model;
    }
}
