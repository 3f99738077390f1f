using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>A parameter's default value as C# and as JSON.</summary>
internal static class MethodDefault
{
    private const long LargestExact = 1L << 53;

    /// <summary>Null where the parameter is required.</summary>
    public static ParameterDefaultModel? Of(IParameterSymbol parameter, TypeModel model)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return null;
        }

        ITypeSymbol type = parameter.Type;
        if (parameter.ExplicitDefaultValue is not { } value)
        {
            return new ParameterDefaultModel(model.IsNonNullableReference ? "null!" : type.IsReferenceType ? "null" : "default", "null");
        }

        ITypeSymbol bare = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        if (TypeLiterals.Constant(value) is not { } code)
        {
            return null;
        }

        return bare.TypeKind == TypeKind.Enum
            ? new ParameterDefaultModel($"({bare.ToDisplayString(ContractNames.Code)})({code})", Constant(bare, value) is { } name ? Quote(name) : Json(value))
            : new ParameterDefaultModel(code, Json(value));
    }

    private static string? Constant(ITypeSymbol type, object value) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && value.Equals(field.ConstantValue))?.Name;

    private static string Json(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => Quote(text),
        char character => char.IsSurrogate(character) ? Text((int)character, null) : Quote(character.ToString()),
        double.NaN or float.NaN => "\"NaN\"",
        double.PositiveInfinity or float.PositiveInfinity => "\"Infinity\"",
        double.NegativeInfinity or float.NegativeInfinity => "\"-Infinity\"",
        float or double => Text((IFormattable)value, "R"),
        long number when number is > LargestExact or < -LargestExact => Quote(Text(number, null)),
        ulong number when number > LargestExact => Quote(Text(number, null)),
        _ => Text((IFormattable)value, null),
    };

    private static string Text(IFormattable value, string? format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Quote(string text)
    {
        var json = new StringBuilder("\"");
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' => json.Append('\\').Append(c),
                < ' ' or > '~' => json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => json.Append(c),
            };
        }

        return json.Append('"').ToString();
    }
}
