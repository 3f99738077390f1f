using System.Text.Json.Nodes;
using Rpc.Calls;

namespace Rpc.Gateway.OpenApi;

/// <summary>An OpenAPI 3.1 document of objects, made from what they tell of themselves.</summary>
internal sealed class OpenApiDocument(string title, string server)
{
    private static readonly string[] s_problemTexts = ["type", "title", "detail", "instance", "rpcStatus", "outcome", "exception", "correlationId"];

    private readonly JsonObject _paths = [];
    private readonly JsonObject _schemas = [];

    /// <summary>Adds the methods of an object.</summary>
    public void Add(string name, ContractDescriptor contract)
    {
        foreach (TypeDescriptor type in contract.Types)
        {
            string key = Key(type.Name);
            if (!_schemas.ContainsKey(key))
            {
                // The place is taken first: a type may have itself as a member.
                _schemas[key] = new JsonObject();
                JsonObject schema = ShapeReader.Read(type.Shape, Reference);
                schema["title"] = type.Name;
                _schemas[key] = schema;
            }
        }

        var known = contract.Types.Select(static type => type.Name).ToHashSet(StringComparer.Ordinal);
        JsonObject? Named(string type) => known.Contains(type) ? Reference(type) : null;
        foreach (MethodDescriptor method in contract.Methods.Where(static method => (method.Traits & (MethodTraits.ClientStream | MethodTraits.Progress)) == 0))
        {
            bool isOverloaded = contract.Methods.Count(other => other.Name == method.Name) > 1;
            string path = $"/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(isOverloaded ? method.Signature : method.Name)}";
            var operations = new JsonObject { ["post"] = Operation(name, method, Named, isGet: false) };
            if ((method.Traits & MethodTraits.Idempotent) != 0)
            {
                operations["get"] = Operation(name, method, Named, isGet: true);
            }

            _paths[path] = operations;
        }
    }

    public JsonObject ToJson() => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject { ["title"] = title, ["version"] = "1" },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = server }),
        ["paths"] = _paths,
        ["components"] = new JsonObject
        {
            ["schemas"] = _schemas,
            ["responses"] = new JsonObject { ["Problem"] = Problem() },
            ["securitySchemes"] = new JsonObject { ["ApiKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-Api-Key" } },
        },
        ["security"] = new JsonArray(new JsonObject { ["ApiKey"] = new JsonArray() }, new JsonObject()),
    };

    private static JsonObject Operation(string name, MethodDescriptor method, Func<string, JsonObject?> named, bool isGet)
    {
        var operation = new JsonObject
        {
            ["operationId"] = $"{(isGet ? "get" : "call")} {name} {method.Signature}",
            ["tags"] = new JsonArray(name),
        };
        if (method.Summary is not null)
        {
            operation["summary"] = method.Summary;
        }

        if (isGet)
        {
            operation["parameters"] = new JsonArray([.. method.Parameters.Select(parameter => (JsonNode)new JsonObject { ["name"] = parameter.Name, ["in"] = "query", ["required"] = parameter.Default is null, ["schema"] = TypeSchemas.Of(parameter.Type, named) })]);
        }
        else if (method.Parameters.Count > 0)
        {
            operation["requestBody"] = Body(method, named);
        }

        operation["responses"] = Responses(method, named);
        return operation;
    }

    private static JsonObject Body(MethodDescriptor method, Func<string, JsonObject?> named)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (ParameterDescriptor parameter in method.Parameters)
        {
            JsonObject schema = TypeSchemas.Of(parameter.Type, named);
            if (parameter.Default is { } standard && JsonNode.Parse(standard) is { } value)
            {
                schema["default"] = value;
            }
            else if (parameter.Default is null)
            {
                required.Add((JsonNode)parameter.Name);
            }

            properties[parameter.Name] = schema;
        }

        var body = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            body["required"] = required;
        }

        return new JsonObject { ["required"] = required.Count > 0, ["content"] = Content("application/json", body) };
    }

    private static JsonObject Responses(MethodDescriptor method, Func<string, JsonObject?> named)
    {
        JsonObject success;
        string status = "200";
        if ((method.Traits & MethodTraits.OneWay) != 0)
        {
            status = "202";
            success = new JsonObject { ["description"] = "The call was sent; nobody answers it." };
        }
        else if ((method.Traits & MethodTraits.ServerStream) != 0)
        {
            JsonObject item = TypeSchemas.Of(method.ReturnType, named);
            JsonObject content = Content("application/x-ndjson", item);
            content["text/event-stream"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
            success = new JsonObject { ["description"] = "The items as they come: one a line, or one an event.", ["content"] = content };
        }
        else
        {
            success = new JsonObject { ["description"] = "The result.", ["content"] = Content("application/json", method.ReturnType.Length == 0 || method.ReturnType == "void" ? new JsonObject { ["type"] = "null" } : TypeSchemas.Of(method.ReturnType, named)) };
        }

        return new JsonObject { [status] = success, ["default"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" } };
    }

    private static JsonObject Problem() => new()
    {
        ["description"] = "The call failed; `rpcStatus` and `outcome` say how, and whether it may have run.",
        ["content"] = Content("application/problem+json", new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(s_problemTexts.Select(static name => KeyValuePair.Create<string, JsonNode?>(name, new JsonObject { ["type"] = "string" })).Append(KeyValuePair.Create<string, JsonNode?>("status", new JsonObject { ["type"] = "integer" }))),
        }),
    };

    private static JsonObject Content(string type, JsonObject schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Reference(string type) => new() { ["$ref"] = $"#/components/schemas/{Key(type)}" };

    /// <summary>A name that components may have.</summary>
    private static string Key(string type) => string.Concat(type.Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '_'));
}
