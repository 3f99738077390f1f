using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;

namespace Rpc.Generators.Parsing;

/// <summary>Reads a [CustomCodec] attribute.</summary>
internal static class CustomCodecParser
{
    /// <summary>What the attribute names; it cannot be used where something is wrong.</summary>
    public static IReadOnlyList<CustomCodec> Parse(Compilation compilation, AttributeData attribute, Location? place, out DiagnosticInfo? wrong)
    {
        wrong = null;
        if (attribute.ConstructorArguments is not { Length: 1 } arguments || arguments[0].Value is not INamedTypeSymbol named)
        {
            return [];
        }

        INamedTypeSymbol codec = named.IsUnboundGenericType ? named.OriginalDefinition : named;
        List<CustomCodec> found = codec.AllInterfaces.Select(implemented => Find(codec, implemented, place)).Where(custom => custom is not null).Select(custom => custom!).ToList();
        if (codec.IsFileLocal || !compilation.IsSymbolAccessibleWithin(codec, compilation.Assembly))
        {
            wrong = new DiagnosticInfo(TypeDiagnostics.CodecNotAccessible, place, new([TypeNames.Display(codec)]));
        }
        else if (Reason(codec, named, found) is { } reason)
        {
            wrong = new DiagnosticInfo(TypeDiagnostics.NoCodec, place, new([TypeNames.Display(codec), reason]));
        }

        return found;
    }

    private static CustomCodec? Find(INamedTypeSymbol codec, INamedTypeSymbol implemented, Location? place)
    {
        bool isCodec = ContractSymbols.Is(implemented.OriginalDefinition, "Rpc.Codec", "ICodec", 1);
        bool isSurrogate = ContractSymbols.Is(implemented.OriginalDefinition, "Rpc", "ISurrogate", 2);
        return (isCodec || isSurrogate) && implemented.TypeArguments[0] is INamedTypeSymbol
            ? new CustomCodec(codec, implemented, place)
            : null;
    }

    private static string? Reason(INamedTypeSymbol codec, INamedTypeSymbol named, List<CustomCodec> found)
    {
        if (codec is not { TypeKind: TypeKind.Struct, IsRefLikeType: false })
        {
            return "it is not a struct";
        }

        if (found.Count == 0)
        {
            return "it implements neither ISurrogate<T, TSurrogate> nor ICodec<T>";
        }

        if (codec.ContainingType is { IsGenericType: true } && named.IsUnboundGenericType)
        {
            return "it is nested in a generic type";
        }

        return found.Select(custom => Reason(codec, custom.Target)).FirstOrDefault(reason => reason is not null);
    }

    private static string? Reason(INamedTypeSymbol codec, INamedTypeSymbol target)
    {
        if (!codec.TypeParameters.IsEmpty && codec.IsDefinition && !Covers(codec, target))
        {
            return $"{TypeNames.Display(target)} does not have each type parameter of it as a type argument";
        }

        if (TypeRefusals.Reason(target) is { } never)
        {
            return $"{TypeNames.Display(target)} never travels: {never}";
        }

        return TypeValues.Find(target) is not null || TypeTuples.IsTuple(target) || TypeCollections.Find(target) is not null
            || target.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || TypeAttributes.IsRemote(target)
            ? $"{TypeNames.Display(target)} travels in a way of its own that cannot be changed"
            : null;
    }

    private static bool Covers(INamedTypeSymbol codec, INamedTypeSymbol target) =>
        target.TypeArguments.Length == codec.TypeParameters.Length
        && codec.TypeParameters.All(parameter => target.TypeArguments.Contains(parameter, SymbolEqualityComparer.Default));
}
