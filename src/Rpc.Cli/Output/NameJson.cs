using System.Text.Json;
using Rpc.Naming;

namespace Rpc.Cli.Output;

/// <summary>Names as JSON.</summary>
internal static class NameJson
{
    public static void WriteEntry(Utf8JsonWriter writer, NameEntry entry)
    {
        writer.WriteStartObject();
        WriteProperties(writer, entry);
        writer.WriteEndObject();
    }

    /// <summary>The name and its instances, as properties of an object that has been begun.</summary>
    public static void WriteProperties(Utf8JsonWriter writer, NameEntry entry)
    {
        writer.WriteString("name", entry.Name);
        writer.WriteStartArray("instances");
        foreach (NameInstance instance in entry.Instances)
        {
            WriteInstance(writer, instance);
        }

        writer.WriteEndArray();
    }

    private static void WriteInstance(Utf8JsonWriter writer, NameInstance instance)
    {
        writer.WriteStartObject();
        writer.WriteString("uri", instance.Uri);
        writer.WriteStartArray("tags");
        foreach (string tag in instance.Tags)
        {
            writer.WriteStringValue(tag);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("metadata");
        foreach ((string key, string value) in instance.Metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
        writer.WriteNumber("weight", instance.Weight);
        writer.WriteNumber("leaseSeconds", instance.LeaseSeconds);
        writer.WriteString("server", instance.Server);
        writer.WriteString("since", instance.Since);
        writer.WriteEndObject();
    }
}
