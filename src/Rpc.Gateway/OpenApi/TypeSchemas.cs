using System.Text.Json.Nodes;

namespace Rpc.Gateway.OpenApi;

/// <summary>JSON schemas of C# types, as docs/types.md tells their JSON.</summary>
internal static class TypeSchemas
{
    private static readonly Dictionary<string, Func<JsonObject>> s_simple = new(StringComparer.Ordinal)
    {
        ["bool"] = static () => Of("boolean"),
        ["byte"] = static () => Integer(0, byte.MaxValue),
        ["sbyte"] = static () => Integer(sbyte.MinValue, sbyte.MaxValue),
        ["short"] = static () => Integer(short.MinValue, short.MaxValue),
        ["ushort"] = static () => Integer(0, ushort.MaxValue),
        ["int"] = static () => Of("integer", "int32"),
        ["uint"] = static () => Integer(0, uint.MaxValue),
        ["long"] = static () => Either("integer", "string", "int64"),
        ["ulong"] = static () => Either("integer", "string", "uint64"),
        ["System.Int128"] = static () => Either("integer", "string", null),
        ["System.UInt128"] = static () => Either("integer", "string", null),
        ["System.Half"] = static () => Of("number"),
        ["float"] = static () => Either("number", "string", "float"),
        ["double"] = static () => Either("number", "string", "double"),
        ["decimal"] = static () => Of("number", "decimal"),
        ["char"] = static () => Of("string"),
        ["string"] = static () => Of("string"),
        ["System.Text.Rune"] = static () => Of("string"),
        ["System.Guid"] = static () => Of("string", "uuid"),
        ["System.DateTime"] = static () => Of("string", "date-time"),
        ["System.DateTimeOffset"] = static () => Of("string", "date-time"),
        ["System.DateOnly"] = static () => Of("string", "date"),
        ["System.TimeOnly"] = static () => Of("string", "time"),
        ["System.TimeSpan"] = static () => Of("string", "duration-net"),
        ["System.Uri"] = static () => Of("string", "uri"),
        ["System.Version"] = static () => Of("string"),
        ["System.Numerics.BigInteger"] = static () => Of("string"),
        ["System.Globalization.CultureInfo"] = static () => Of("string"),
        ["System.Text.StringBuilder"] = static () => Of("string"),
        ["System.Collections.BitArray"] = static () => Of("string"),
        ["System.IO.Stream"] = static () => Of("string", "binary"),
    };

    private static readonly string[] s_lists =
    [
        "System.Collections.Generic.", "System.Collections.Immutable.", "System.Collections.ObjectModel.", "System.Collections.Concurrent.", "System.Collections.Frozen.", "System.Memory", "System.ReadOnlyMemory", "System.ArraySegment", "System.Buffers.",
    ];

    /// <summary>The schema of a type without parts; null for any other.</summary>
    public static JsonObject? Simple(string name) => s_simple.TryGetValue(name, out Func<JsonObject>? make) ? make() : null;

    /// <summary>The schema of what a parameter or a result is declared as.</summary>
    /// <param name="type">Its C# type.</param>
    /// <param name="named">Gives the schema of a type of the contract; null where it has none of that name.</param>
    public static JsonObject Of(string type, Func<string, JsonObject?> named)
    {
        if (type.EndsWith('?'))
        {
            return ShapeReader.Nullable(Of(type[..^1], named));
        }

        if ((Simple(type) ?? named(type)) is { } known)
        {
            return known;
        }

        if (type.EndsWith(']') && type.LastIndexOf('[') is > 0 and var bracket)
        {
            string element = type[..bracket];
            return element == "byte" ? new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" } : new JsonObject { ["type"] = "array", ["items"] = Of(element, named) };
        }

        if (type.StartsWith('(') && type.EndsWith(')'))
        {
            JsonNode[] items = [.. Split(type[1..^1]).Select(item => (JsonNode)Of(item.Split(' ')[0], named))];
            return new JsonObject { ["type"] = "array", ["prefixItems"] = new JsonArray(items), ["minItems"] = items.Length, ["maxItems"] = items.Length };
        }

        if (type.EndsWith('>') && type.IndexOf('<', StringComparison.Ordinal) is > 0 and var open && s_lists.Any(list => type.StartsWith(list, StringComparison.Ordinal)))
        {
            string[] arguments = [.. Split(type[(open + 1)..^1])];
            if (arguments.Length == 2 && arguments[0] == "string")
            {
                return new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(arguments[1], named) };
            }

            JsonObject element = arguments.Length == 1
                ? Of(arguments[0], named)
                : new JsonObject { ["type"] = "array", ["prefixItems"] = new JsonArray([.. arguments.Select(argument => (JsonNode)Of(argument, named))]) };
            return new JsonObject { ["type"] = "array", ["items"] = element };
        }

        return new JsonObject { ["description"] = type };
    }

    /// <summary>The parts between commas that stand outside of brackets.</summary>
    private static IEnumerable<string> Split(string text)
    {
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '<' or '(' or '[' => 1, '>' or ')' or ']' => -1, _ => 0 };
            if (text[i] == ',' && depth == 0)
            {
                yield return text[begin..i].Trim();
                begin = i + 1;
            }
        }

        yield return text[begin..].Trim();
    }

    private static JsonObject Of(string type, string? format = null)
    {
        var schema = new JsonObject { ["type"] = type };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    private static JsonObject Either(string type, string other, string? format)
    {
        var schema = new JsonObject { ["type"] = new JsonArray(type, other) };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    private static JsonObject Integer(long least, long most) => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };
}
