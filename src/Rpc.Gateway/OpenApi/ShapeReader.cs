using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rpc.Gateway.OpenApi;

/// <summary>Reads the text of a wire shape (docs/protocol-shapes.md, "The text of a shape") as a JSON schema: what the JSON of such a value looks like.</summary>
/// <remarks>Shapes know no difference between a dictionary and a list of pairs, so both are allowed there. A shape that cannot be read allows anything.</remarks>
internal sealed class ShapeReader
{
    private readonly string _text;
    private readonly Func<string, JsonObject> _named;
    private int _at;

    private ShapeReader(string text, Func<string, JsonObject> named)
    {
        _text = text;
        _named = named;
    }

    /// <summary>The schema of a shape.</summary>
    /// <param name="shape">Its text.</param>
    /// <param name="named">Gives the schema of another type of the table.</param>
    public static JsonObject Read(string shape, Func<string, JsonObject> named)
    {
        var reader = new ShapeReader(shape, named);
        try
        {
            return reader.Shape();
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private JsonObject Shape()
    {
        switch (Next())
        {
            case 'f':
                return Fixed();
            case 's':
                return new JsonObject { ["type"] = new JsonArray("string", "null") };
            case 'r':
                return new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "uri", ["description"] = "The URI of an object." };
            case '?':
                return Nullable(Shape());
            case '[':
                return Collection();
            case '(':
                return Tuple(Items(')'));
            case '{':
                return Object('}');
            case '<':
                return Union();
            case '@':
                return _named(Until(';'));
            case '!':
                Expect('\'');
                Until('\'');
                return [];
            default:
                throw new FormatException();
        }
    }

    /// <summary>A value of so many bytes: of a type that is named, or a struct with members.</summary>
    private JsonObject Fixed()
    {
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        if (Peek() == '\'')
        {
            _at++;
            return TypeSchemas.Simple(Until('\'')) ?? new JsonObject { ["type"] = new JsonArray("string", "integer"), ["description"] = "The name of a value, or its number." };
        }

        if (Peek() == '(')
        {
            _at++;
            return Object(')');
        }

        return [];
    }

    private JsonObject Collection()
    {
        int begin = _at;
        if (Peek() == 'f' && _text.AsSpan(begin).StartsWith("f1'byte']"))
        {
            _at += "f1'byte']".Length;
            return new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" };
        }

        if (Peek() == '(')
        {
            _at++;
            List<JsonObject> items = Items(')');
            Expect(']');
            JsonObject pairs = new() { ["type"] = "array", ["items"] = Tuple(items) };
            return items.Count == 2 ? new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "object", ["additionalProperties"] = items[1].DeepClone() }, pairs) } : pairs;
        }

        JsonObject element = Shape();
        Expect(']');
        return new JsonObject { ["type"] = "array", ["items"] = element };
    }

    private static JsonObject Tuple(List<JsonObject> items) => new()
    {
        ["type"] = "array",
        ["prefixItems"] = new JsonArray([.. items.Select(static item => item.DeepClone())]),
        ["minItems"] = items.Count,
        ["maxItems"] = items.Count,
    };

    private List<JsonObject> Items(char end)
    {
        var items = new List<JsonObject>();
        do
        {
            // The elements of a pair of fixed size have names.
            if (_text.IndexOf(':', _at) is > 0 and var colon && _text.AsSpan(_at, colon - _at).IndexOfAnyExcept(NameLetters.Set) < 0)
            {
                _at = colon + 1;
            }

            items.Add(Shape());
        }
        while (Separated(end));
        return items;
    }

    private JsonObject Object(char end)
    {
        var properties = new JsonObject();
        if (Peek() == end)
        {
            _at++;
            return new JsonObject { ["type"] = "object" };
        }

        do
        {
            // Shapes have the names of C#, JSON has them in camel case.
            string name = JsonNamingPolicy.CamelCase.ConvertName(Until(':'));
            properties[name] = Shape();
        }
        while (Separated(end));
        return new JsonObject { ["type"] = "object", ["properties"] = properties };
    }

    private JsonObject Union()
    {
        var cases = new JsonArray();
        do
        {
            string tag = Until('=');
            JsonObject one = Shape();
            cases.Add((JsonNode)new JsonObject
            {
                ["allOf"] = new JsonArray(one, new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["$type"] = new JsonObject { ["const"] = int.Parse(tag, System.Globalization.CultureInfo.InvariantCulture) } }, ["required"] = new JsonArray("$type") }),
            });
        }
        while (Separated('>'));
        return new JsonObject { ["oneOf"] = cases };
    }

    internal static JsonObject Nullable(JsonObject schema) => schema["type"] is JsonArray types && types.Any(static type => (string?)type == "null")
        ? schema
        : schema["type"] is JsonValue type ? With(schema, (string)type!) : new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };

    private static JsonObject With(JsonObject schema, string type)
    {
        schema["type"] = new JsonArray(type, "null");
        return schema;
    }

    private bool Separated(char end)
    {
        char next = Next();
        return next == ',' || (next == end ? false : throw new FormatException());
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private char Next() => _at < _text.Length ? _text[_at++] : throw new FormatException();

    private void Expect(char wanted)
    {
        if (Next() != wanted)
        {
            throw new FormatException();
        }
    }

    private string Until(char end)
    {
        int found = _text.IndexOf(end, _at);
        if (found < 0)
        {
            throw new FormatException();
        }

        string text = _text[_at..found];
        _at = found + 1;
        return text;
    }
}
