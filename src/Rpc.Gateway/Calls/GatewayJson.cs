using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Rpc.Gateway.Calls;

/// <summary>Writes what the gateway itself says in JSON, without reflection.</summary>
internal static class GatewayJson
{
    public const string Type = "application/json";
    public const string ProblemType = "application/problem+json";
    public const string LinesType = "application/x-ndjson";
    public const string EventsType = "text/event-stream";

    public static string Problem(ProblemDetails problem)
    {
        var json = new JsonObject
        {
            ["type"] = problem.Type ?? "about:blank",
            ["title"] = problem.Title,
            ["status"] = problem.Status,
            ["detail"] = problem.Detail,
            ["instance"] = problem.Instance,
        };
        foreach ((string name, object? value) in problem.Extensions)
        {
            json[name] = value?.ToString();
        }

        return json.ToJsonString();
    }

    /// <summary>Sends a text of a type.</summary>
    public static Task WriteAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>A text made with a writer.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
