using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rpc.NameServer.Stores;

/// <summary>Metadata as a JSON object, as stores keep it; the empty text for none.</summary>
public static partial class MetadataText
{
    /// <summary>The text.</summary>
    public static string Write(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return metadata.Count == 0 ? string.Empty : JsonSerializer.Serialize(metadata, Texts.Default.IReadOnlyDictionaryStringString);
    }

    /// <summary>The metadata.</summary>
    /// <exception cref="JsonException">It is no such text.</exception>
    public static IReadOnlyDictionary<string, string> Read(string text) => string.IsNullOrEmpty(text)
        ? ReadOnlyDictionary<string, string>.Empty
        : JsonSerializer.Deserialize(text, Texts.Default.IReadOnlyDictionaryStringString) ?? ReadOnlyDictionary<string, string>.Empty;

    [JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
    private sealed partial class Texts : JsonSerializerContext;
}
