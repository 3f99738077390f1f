using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>The exceptions that a method lists with <c>[Throws]</c>.</summary>
internal static class MethodThrows
{
    // They come back as themselves from every method (docs/errors.md).
    private static readonly HashSet<string> WellKnown = new(StringComparer.Ordinal)
    {
        "System.ArgumentException", "System.ArgumentNullException", "System.ArgumentOutOfRangeException", "System.InvalidOperationException", "System.NotSupportedException",
        "System.NotImplementedException", "System.DivideByZeroException", "System.OverflowException", "System.FormatException", "System.Collections.Generic.KeyNotFoundException",
        "System.UnauthorizedAccessException", "System.TimeoutException", "Rpc.RpcException",
    };

    /// <summary>The exceptions in ordinal order, each once; those that cannot come back are reported.</summary>
    public static EquatableArray<ThrowModel> Of(IEnumerable<ISymbol> marked, TypeParser types, ContractReport report, ContractPlaces places)
    {
        var found = new SortedDictionary<string, ThrowModel>(StringComparer.Ordinal);
        foreach (AttributeData attribute in marked.SelectMany(symbol => symbol.GetAttributes()).Where(data => ContractSymbols.Is(data.AttributeClass, "Rpc", "ThrowsAttribute")))
        {
            if (attribute.ConstructorArguments.FirstOrDefault().Value is ITypeSymbol { TypeKind: not TypeKind.Error } type && One(type, attribute, types, report, places) is { } one)
            {
                found[one.Name] = one;
            }
        }

        return new EquatableArray<ThrowModel>(found.Values);
    }

    private static ThrowModel? One(ITypeSymbol type, AttributeData attribute, TypeParser types, ContractReport report, ContractPlaces places)
    {
        string name = TypeNames.Display(type);
        if (type is not INamedTypeSymbol exception || !ContractSymbols.DerivesFrom(type, "System", "Exception"))
        {
            report.Add(ContractDiagnostics.NoException, places.OfAttribute(attribute), name);
            return null;
        }

        if (WellKnown.Contains(name))
        {
            return new ThrowModel(name, null);
        }

        if (Refusal(exception, types) is { } reason)
        {
            report.Add(ContractDiagnostics.CannotComeBack, places.OfAttribute(attribute), name, reason);
            return null;
        }

        TypeModel? model = TypeExceptions.Parse(types, exception, places.OfAttribute(attribute), why => report.Add(ContractDiagnostics.CannotComeBack, places.OfAttribute(attribute), name, why));
        if (model is null)
        {
            report.Fail();
            return null;
        }

        return new ThrowModel(name, model);
    }

    private static string? Refusal(INamedTypeSymbol type, TypeParser types) => type switch
    {
        { IsAbstract: true } => "it is abstract; list the classes that derive from it",
        _ when ContractGenerics.IsOpen(type) => "its type parameters are not known here",
        _ when !types.IsAccessible(type) => "generated code cannot name it; make it and the types around it internal or public",
        _ when ContractSymbols.DerivesFrom(type, "System", "OperationCanceledException") => "cancellation has a meaning of its own: the caller's own comes back as itself, a handler's as RpcException with the status Cancelled",
        _ => null,
    };
}
