using System.Text.Json.Serialization;

namespace Rpc.Scale.Running;

[JsonSerializable(typeof(Readings))]
internal sealed partial class ReadingsJson : JsonSerializerContext;
