using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>Whether null may travel, where an attribute says otherwise than the type: <c>[AllowNull] string</c> is <c>string?</c> to a codec.</summary>
internal static class MethodNullability
{
    /// <summary>The type of what goes in; <paramref name="declared"/> is the parameter or property that carries the attributes.</summary>
    public static ITypeSymbol OfInput(ITypeSymbol type, ISymbol declared) => Change(type, declared.GetAttributes(), "AllowNullAttribute", "DisallowNullAttribute");

    /// <summary>The type of what comes out; properties carry the attributes themselves, methods on their result.</summary>
    public static ITypeSymbol OfOutput(ITypeSymbol type, ISymbol declared) =>
        Change(type, declared is IMethodSymbol method ? method.GetReturnTypeAttributes() : declared.GetAttributes(), "MaybeNullAttribute", "NotNullAttribute");

    private static ITypeSymbol Change(ITypeSymbol type, IEnumerable<AttributeData> attributes, string nullable, string notNull)
    {
        if (!type.IsReferenceType)
        {
            return type;
        }

        foreach (AttributeData data in attributes)
        {
            if (ContractSymbols.Is(data.AttributeClass, "System.Diagnostics.CodeAnalysis", nullable))
            {
                return type.WithNullableAnnotation(NullableAnnotation.Annotated);
            }

            if (ContractSymbols.Is(data.AttributeClass, "System.Diagnostics.CodeAnalysis", notNull))
            {
                return type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
            }
        }

        return type;
    }
}
