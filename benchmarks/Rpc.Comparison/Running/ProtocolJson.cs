using System.Text.Json.Serialization;
using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Running;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Usage))]
[JsonSerializable(typeof(ClientResult))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
