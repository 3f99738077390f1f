using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.Parsing;

/// <summary>Whether null may travel, where an attribute says otherwise than the type: <c>[AllowNull] string</c> is <c>string?</c> to a codec.</summary>
internal static class MethodNullability
{
    /// <summary>The type of what goes in; <paramref name="declared"/> is the parameter or property that carries the attributes.</summary>
    public static ITypeSymbol OfInput(ITypeSymbol type, ISymbol declared) => Change(type, declared.GetAttributes(), "AllowNullAttribute", "DisallowNullAttribute");

    /// <summary>The type of what comes out; properties carry the attributes themselves, methods on their result.</summary>
    public static ITypeSymbol OfOutput(ITypeSymbol type, ISymbol declared) =>
        Change(type, declared is IMethodSymbol method ? method.GetReturnTypeAttributes() : declared.GetAttributes(), "MaybeNullAttribute", "NotNullAttribute");

    /// <summary>Whether a parameter's default is a null of which the compiler says nothing: <c>null!</c>, or without its nullable warnings.</summary>
    public static bool IsSilentNull(IParameterSymbol parameter, Compilation compilation) =>
        parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: null }
        && parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax { Default.Value: { } value }
        && compilation.ContainsSyntaxTree(value.SyntaxTree)
        && (value.IsKind(SyntaxKind.SuppressNullableWarningExpression) || !compilation.GetSemanticModel(value.SyntaxTree).GetNullableContext(value.SpanStart).WarningsEnabled());

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
