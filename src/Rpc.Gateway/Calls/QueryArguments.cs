using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Rpc.Calls;

namespace Rpc.Gateway.Calls;

/// <summary>The arguments of a GET: a parameter of the method for each of the query. A text is a text; everything else is read as JSON.</summary>
internal static class QueryArguments
{
    /// <exception cref="FormatException">A parameter is none of the method's, or cannot be read.</exception>
    public static string Read(IQueryCollection query, MethodDescriptor method)
    {
        var arguments = new JsonObject();
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in query)
        {
            ParameterDescriptor parameter = method.Parameters.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new FormatException($"{method.Name} has no parameter '{Access.RequestText.Printable(name)}'. It has: {(method.Parameters.Count == 0 ? "none" : string.Join(", ", method.Parameters.Select(static one => one.Name)))}.");
            arguments[parameter.Name] = Value(parameter, values);
        }

        return arguments.ToJsonString();
    }

    private static JsonNode? Value(ParameterDescriptor parameter, Microsoft.Extensions.Primitives.StringValues values)
    {
        if (values.Count > 1)
        {
            return new JsonArray([.. values.Select(value => One(parameter, ElementOf(parameter.Type), value ?? ""))]);
        }

        return One(parameter, parameter.Type, values.ToString());
    }

    private static JsonNode? One(ParameterDescriptor parameter, string type, string text)
    {
        bool mayBeNull = type.EndsWith('?');
        string plain = type.TrimEnd('?');
        if (plain is "string" or "char" || !IsJson(plain, text))
        {
            return mayBeNull && text == "null" ? null : JsonValue.Create(text);
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"'{parameter.Name}' is a {parameter.Type}, and '{Access.RequestText.Printable(text)}' cannot be read as one: {exception.Message}");
        }
    }

    /// <summary>Numbers, truth values, lists and objects are written as JSON has them; names of enumerations, dates and ids are texts without quotes.</summary>
    private static bool IsJson(string type, string text) => type is "bool" or "byte" or "sbyte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong" or "float" or "double" or "decimal"
        ? !text.StartsWith('"') && text is not ("NaN" or "Infinity" or "-Infinity")
        : text.Length > 0 && (text[0] is '{' or '[' or '"' || text is "null" or "true" or "false" || char.IsAsciiDigit(text[0]) && text.All(static letter => char.IsAsciiDigit(letter) || letter == '.'));

    private static string ElementOf(string type) => type.TrimEnd('?') switch
    {
        var array when array.EndsWith("[]", StringComparison.Ordinal) => array[..^2],
        var generic when generic.EndsWith('>') && generic.Contains('<', StringComparison.Ordinal) => generic[(generic.IndexOf('<', StringComparison.Ordinal) + 1)..^1],
        var other => other,
    };
}
