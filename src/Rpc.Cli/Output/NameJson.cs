using System.Text.Json;
using Rpc.Naming;

namespace Rpc.Cli.Output;

/// <summary>Names as JSON.</summary>
internal static class NameJson
{
    public static void WriteEntries(Utf8JsonWriter writer, IEnumerable<NameEntry> entries)
    {
        writer.WriteStartArray();
        foreach (NameEntry entry in entries)
        {
            WriteEntry(writer, entry);
        }

        writer.WriteEndArray();
    }

    public static void WriteEntry(Utf8JsonWriter writer, NameEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("name", entry.Name);
        writer.WriteStartArray("instances");
        foreach (NameInstance instance in entry.Instances)
        {
            writer.WriteStartObject();
            writer.WriteString("uri", instance.Uri);
            writer.WriteStartArray("tags");
            foreach (string tag in instance.Tags)
            {
                writer.WriteStringValue(tag);
            }

            writer.WriteEndArray();
            writer.WriteNumber("weight", instance.Weight);
            writer.WriteNumber("leaseSeconds", instance.LeaseSeconds);
            writer.WriteString("server", instance.Server);
            writer.WriteString("since", instance.Since);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
