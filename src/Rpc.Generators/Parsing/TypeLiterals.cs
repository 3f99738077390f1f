using System;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rpc.Generators.Parsing;

/// <summary>Default values of parameters as C# expressions.</summary>
internal static class TypeLiterals
{
    /// <summary>The expression of a parameter's default, or null where it has none.</summary>
    public static string? Default(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue ? Expression(parameter.ExplicitDefaultValue, parameter.Type) : null;

    /// <summary>A constant as a C# expression of its own type, of an enum that of its integer; null for what is no constant.</summary>
    public static string? Constant(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        float number => Special(number, "float") ?? Text(number, "R") + "F",
        double number => Special(number, "double") ?? Text(number, "R") + "D",
        decimal number => Text(number, null) + "M",
        uint number => Text(number, null) + "U",
        long number => Text(number, null) + "L",
        ulong number => Text(number, null) + "UL",
        sbyte or byte or short or ushort or int => Text((IFormattable)value, null),
        _ => null,
    };

    // A constant as a C# expression of the given type.
    private static string Expression(object? value, ITypeSymbol type)
    {
        if (value is null || Constant(value) is not { } literal)
        {
            return "default";
        }

        ITypeSymbol plain = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return plain.TypeKind == TypeKind.Enum ? $"({TypeNames.Key(plain)})({literal})" : literal;
    }

    private static string? Special(double number, string type) => number switch
    {
        double.NaN => type + ".NaN",
        double.PositiveInfinity => type + ".PositiveInfinity",
        double.NegativeInfinity => type + ".NegativeInfinity",
        0 when BitConverter.DoubleToInt64Bits(number) != 0 => type == "float" ? "-0F" : "-0D",
        _ => null,
    };

    private static string Text(IFormattable value, string? format) => value.ToString(format, CultureInfo.InvariantCulture);
}
