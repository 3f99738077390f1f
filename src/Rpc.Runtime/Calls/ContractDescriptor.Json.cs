using System.Text;
using System.Text.Json;

namespace Rpc.Calls;

/// <content>The form in which <c>describe</c> tells a contract.</content>
public sealed partial class ContractDescriptor
{
    /// <summary>The descriptor as JSON: name, fingerprint, summary, methods with parameters, types with shapes.</summary>
    public string ToJson(bool indented = false) => ToJson(tells: null, indented);

    /// <summary>The same without methods that are not told; the others then carry their numbers.</summary>
    internal string ToJson(Func<MethodDescriptor, bool>? tells, bool indented = false)
    {
        MethodDescriptor[] told = tells is null ? [.. Methods] : [.. Methods.Where(tells)];
        bool partial = told.Length < Methods.Count;
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = indented }))
        {
            writer.WriteStartObject();
            writer.WriteString("name", Name);
            writer.WriteString("fingerprint", Fingerprint);
            WriteSummary(writer, Summary);
            if (partial)
            {
                writer.WriteBoolean("partial", true);
            }

            writer.WriteStartArray("methods");
            foreach (MethodDescriptor method in told)
            {
                WriteMethod(writer, method, partial);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("types");
            foreach (TypeDescriptor type in Types)
            {
                writer.WriteStartObject();
                writer.WriteString("name", type.Name);
                writer.WriteString("shape", type.Shape);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>Reads what <see cref="ToJson(bool)"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not a descriptor.</exception>
    public static ContractDescriptor Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            var parsed = new ContractDescriptor(
                Text(root, "name"),
                Text(root, "fingerprint"),
                [.. root.GetProperty("methods").EnumerateArray().Select(ReadMethod)],
                [.. root.GetProperty("types").EnumerateArray().Select(static t => new TypeDescriptor(Text(t, "name"), Text(t, "shape")))],
                Optional(root, "summary")) { IsPartial = Flag(root, "partial") };
            return parsed.IsPartial ? Renumber(parsed, root) : parsed;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"The text does not describe a contract: {exception.Message}", exception);
        }
    }

    private static ContractDescriptor Renumber(ContractDescriptor parsed, JsonElement root)
    {
        int place = 0;
        foreach (JsonElement method in root.GetProperty("methods").EnumerateArray())
        {
            parsed.Methods[place++].Index = method.GetProperty("number").GetUInt16();
        }

        return parsed;
    }

    private static void WriteMethod(Utf8JsonWriter writer, MethodDescriptor method, bool numbered)
    {
        writer.WriteStartObject();
        if (numbered)
        {
            writer.WriteNumber("number", method.Index);
        }

        writer.WriteString("name", method.Name);
        writer.WriteString("signature", method.Signature);
        writer.WriteString("returns", method.ReturnType);
        writer.WriteBoolean("oneWay", (method.Traits & MethodTraits.OneWay) != 0);
        writer.WriteBoolean("idempotent", (method.Traits & MethodTraits.Idempotent) != 0);
        writer.WriteBoolean("stream", (method.Traits & MethodTraits.ServerStream) != 0);
        writer.WriteBoolean("property", (method.Traits & MethodTraits.Property) != 0);
        writer.WriteBoolean("clientStream", (method.Traits & MethodTraits.ClientStream) != 0);
        writer.WriteBoolean("progress", (method.Traits & MethodTraits.Progress) != 0);
        WriteSummary(writer, method.Summary);
        if (method.TimeoutMilliseconds != 0)
        {
            writer.WriteNumber("timeout", method.TimeoutMilliseconds);
        }

        if (method.Throws.Count != 0)
        {
            writer.WriteStartArray("throws");
            foreach (ListedException exception in method.Throws)
            {
                writer.WriteStringValue(exception.Name);
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("parameters");
        foreach (ParameterDescriptor parameter in method.Parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("name", parameter.Name);
            writer.WriteString("type", parameter.Type);
            if (parameter.Default is not null)
            {
                writer.WriteString("default", parameter.Default);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter writer, string? summary)
    {
        if (summary is not null)
        {
            writer.WriteString("summary", summary);
        }
    }

    private static MethodDescriptor ReadMethod(JsonElement method)
    {
        MethodTraits traits = (Flag(method, "oneWay") ? MethodTraits.OneWay : 0)
            | (Flag(method, "idempotent") ? MethodTraits.Idempotent : 0)
            | (Flag(method, "stream") ? MethodTraits.ServerStream : 0)
            | (Flag(method, "property") ? MethodTraits.Property : 0)
            | (Flag(method, "clientStream") ? MethodTraits.ClientStream : 0)
            | (Flag(method, "progress") ? MethodTraits.Progress : 0);
        return new MethodDescriptor(
            Text(method, "name"),
            Text(method, "signature"),
            Text(method, "returns"),
            traits,
            [.. method.GetProperty("parameters").EnumerateArray().Select(static p => new ParameterDescriptor(Text(p, "name"), Text(p, "type"), Optional(p, "default")))],
            Optional(method, "summary"))
        {
            TimeoutMilliseconds = method.TryGetProperty("timeout", out JsonElement timeout) ? timeout.GetInt32() : 0,
            Throws = method.TryGetProperty("throws", out JsonElement throws) ? [.. throws.EnumerateArray().Select(static name => new ListedException(name.GetString() ?? ""))] : [],
        };
    }

    private static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.GetBoolean();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static string? Optional(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
