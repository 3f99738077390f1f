using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Postgres;

/// <summary>The instances of a name as text, in the table of changes.</summary>
internal static partial class StepText
{
    public static string Write(IReadOnlyList<StoredInstance> instances) => JsonSerializer.Serialize(instances, Json.Default.IReadOnlyListStoredInstance);

    public static IReadOnlyList<StoredInstance> Read(string text) => JsonSerializer.Deserialize(text, Json.Default.IReadOnlyListStoredInstance) ?? ReadOnlyCollection<StoredInstance>.Empty;

    [JsonSerializable(typeof(IReadOnlyList<StoredInstance>))]
    private sealed partial class Json : JsonSerializerContext;
}
