using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Types that only MemoryPack can write: handed to it where the project references it and says that it may read what a peer sends.</summary>
internal static class TypeHandovers
{
    private const string Serializer = "MemoryPack.MemoryPackSerializer";
    private const string Package = "reference the package MemoryPack";
    private const string Property = "set <RpcAllowMemoryPackReader>true</RpcAllowMemoryPackReader> (its reader keeps neither the depth nor the budget of a message)";

    public static TypeModel? Parse(TypeParser parser, INamedTypeSymbol type, string feature, Location? place)
    {
        bool isThere = IsPossible(parser);
        if (!isThere || parser.AllowsMemoryPack == false)
        {
            string missing = isThere ? Property : parser.AllowsMemoryPack == true ? Package : $"{Package}, and {Property}";
            return parser.FailType(type, TypeDiagnostics.MemoryPackOnly, parser.PlaceOf(type, place), TypeNames.Display(type), feature, missing);
        }

        string codec = TypeCodecNames.Codec(TypeNames.Key(type));
        TypeModel model = TypeChooser.Model(type, TypeCategory.MemoryPack, parser.CodecName(codec), $"!'{TypeNames.Display(type)}'");
        if (parser.TryBegin(codec))
        {
            parser.Define(type, model, new TypeHandover(codec, feature));
        }

        return model;
    }

    /// <summary>Whether MemoryPack is there to be handed something.</summary>
    public static bool IsPossible(TypeParser parser) => parser.Compilation.GetTypeByMetadataName(Serializer) is not null;

    /// <summary>A contract in the light of what the build allows, which is not known where symbols are.</summary>
    public static ContractResult Allowed(ContractResult result, ContractSettings settings) =>
        !settings.AllowsMemoryPack && result.Contract is { } contract && Refusal(contract.Types) is { } refusal ? result with { Contract = null, Error = refusal } : result;

    /// <summary>The types of a call in that light; none where one of them is not allowed.</summary>
    public static EquatableArray<TypeModel> Allowed(EquatableArray<TypeModel> types, ContractSettings settings) => !settings.AllowsMemoryPack && Refusal(types) is not null ? default : types;

    private static string? Refusal(EquatableArray<TypeModel> types)
    {
        foreach (TypeModel type in types)
        {
            if (type.Definition is TypeHandover handover)
            {
                return new DiagnosticInfo(TypeDiagnostics.MemoryPackOnly, null, new([type.DisplayName, handover.Feature, Property])).Text;
            }
        }

        return null;
    }
}
