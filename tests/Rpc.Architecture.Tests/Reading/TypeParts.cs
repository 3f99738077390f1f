using Mono.Cecil;

namespace Rpc.Architecture.Tests.Reading;

/// <summary>Takes arrays, references, pointers and generic instances apart.</summary>
internal static class TypeParts
{
    /// <summary>Every plain type in <paramref name="type"/>: <c>Dictionary&lt;A, B[]&gt;</c> gives Dictionary, A and B. Type parameters give nothing.</summary>
    public static IEnumerable<TypeReference> Of(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => Of(generic.ElementType).Concat(generic.GenericArguments.SelectMany(Of)),
        FunctionPointerType pointer => Of(pointer.ReturnType).Concat(pointer.Parameters.SelectMany(p => Of(p.ParameterType))),
        IModifierType modified => Of(modified.ModifierType).Concat(Of(modified.ElementType)),
        TypeSpecification wrapped => Of(wrapped.ElementType),
        _ => [type],
    };
}
