using System.Text.Json;
using Rpc.Calls;
using Rpc.Cli.Output;

namespace Rpc.Cli.Calls;

/// <summary>Turns typed words into the JSON arguments of a method.</summary>
/// <remarks>One JSON array is the list of all arguments; one JSON object holds them by name (or is the value of the only parameter, where none of its keys is a
/// parameter's name); anything else is one value for each parameter. A word that is not JSON is a string, and everything is where a string is wanted.</remarks>
internal static class CallArguments
{
    private static readonly HashSet<string> Unquoted =
        ["bool", "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "System.Int128", "System.UInt128", "System.Half", "nint", "nuint"];

    /// <exception cref="UsageException">The words do not fit the method.</exception>
    public static string ToJson(MethodDescriptor method, IReadOnlyList<string> words)
    {
        if (words.Count == 1 && TryParse(words[0], out JsonElement only))
        {
            if (only.ValueKind == JsonValueKind.Array)
            {
                CheckCount(method, only.GetArrayLength());
                return words[0];
            }

            if (only.ValueKind == JsonValueKind.Object && !IsValueOfOnlyParameter(method, only))
            {
                return words[0];
            }
        }

        CheckCount(method, words.Count);
        return "[" + string.Join(',', words.Select((word, i) => Value(method.Parameters[i], word))) + "]";
    }

    /// <summary>Whether the number of arguments fits the method; one array or object may hold any number.</summary>
    public static bool Fits(MethodDescriptor method, IReadOnlyList<string> words)
    {
        int count = words.Count;
        if (count == 1 && TryParse(words[0], out JsonElement only))
        {
            if (only.ValueKind == JsonValueKind.Object && !IsValueOfOnlyParameter(method, only))
            {
                return only.EnumerateObject().All(property => HasParameter(method, property.Name))
                    && method.Parameters.All(parameter => parameter.Default is not null || only.EnumerateObject().Any(property => Names(parameter, property.Name)));
            }

            count = only.ValueKind == JsonValueKind.Array ? only.GetArrayLength() : 1;
        }

        return count <= method.Parameters.Count && count >= Required(method);
    }

    private static bool IsValueOfOnlyParameter(MethodDescriptor method, JsonElement value) =>
        method.Parameters.Count == 1 && !value.EnumerateObject().Any(property => HasParameter(method, property.Name));

    private static bool HasParameter(MethodDescriptor method, string name) => method.Parameters.Any(parameter => Names(parameter, name));

    private static bool Names(ParameterDescriptor parameter, string name) => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase);

    private static int Required(MethodDescriptor method) => method.Parameters.Count(parameter => parameter.Default is null);

    private static void CheckCount(MethodDescriptor method, int count)
    {
        if (count > method.Parameters.Count || count < Required(method))
        {
            string wanted = string.Join(", ", method.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}{(parameter.Default is null ? string.Empty : " = " + parameter.Default)}"));
            throw new UsageException($"{method.Name}({wanted}) cannot be called with {CountText.Of(count, "argument")}.");
        }
    }

    private static string Value(ParameterDescriptor parameter, string word)
    {
        string type = parameter.Type.TrimEnd('?');
        bool isJson = TryParse(word, out JsonElement value);
        if (type is "string" or "System.String")
        {
            return isJson && value.ValueKind is JsonValueKind.String or JsonValueKind.Null ? word : Quote(word);
        }

        if (isJson)
        {
            return word;
        }

        return Unquoted.Contains(type)
            ? throw new UsageException($"'{word}' is not JSON, and {parameter.Name} is a {type}.")
            : Quote(word);
    }

    private static string Quote(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";

    private static bool TryParse(string word, out JsonElement value)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(word);
            value = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            value = default;
            return false;
        }
    }
}
