using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Rpc.Codec;

/// <summary>Values whose JSON form is their invariant text.</summary>
internal static class JsonText
{
    private const int LongestText = 256;

    public static void Write<T>(ref RpcJsonWriter writer, T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[LongestText];
        if (!value.TryFormat(text, out int written, format, CultureInfo.InvariantCulture))
        {
            throw CodecErrors.Undecodable($"A {typeof(T)} is too long for JSON.");
        }

        writer.Output.WriteStringValue(text[..written]);
    }

    public static string Read(ref RpcJsonReader reader, string what)
    {
        if (reader.Read() != JsonTokenType.String)
        {
            throw CodecErrors.Undecodable($"Expected {what} as a string, found {reader.Input.TokenType}.");
        }

        return reader.Text();
    }

    /// <summary>A number, or a string that holds one.</summary>
    public static T ReadNumber<T>(ref RpcJsonReader reader)
        where T : struct, INumberBase<T>
    {
        ReadOnlySpan<byte> text = reader.Read() switch
        {
            JsonTokenType.Number => reader.Input.ValueSpan,
            JsonTokenType.String when !reader.Input.ValueIsEscaped => reader.Input.ValueSpan,
            JsonTokenType.String => Encoding.UTF8.GetBytes(reader.Text()),
            var other => throw CodecErrors.Undecodable($"Expected a number, found {other}."),
        };

        if (text.Length <= LongestText && T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value))
        {
            return value;
        }

        throw CodecErrors.Undecodable($"A number in the JSON is not a {typeof(T)}.");
    }
}
