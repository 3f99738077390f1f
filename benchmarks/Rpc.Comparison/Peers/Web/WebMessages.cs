using System.Text.Json.Serialization;

namespace Rpc.Comparison.Peers.Web;

internal sealed record AddRequest(int X, int Y);

internal sealed record WelcomeRequest(string Name);

internal sealed record BytesMessage(byte[] Bytes);

/// <summary>The serializers of all messages, generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AddRequest))]
[JsonSerializable(typeof(WelcomeRequest))]
[JsonSerializable(typeof(BytesMessage))]
[JsonSerializable(typeof(IAsyncEnumerable<int>))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(byte[]))]
internal sealed partial class WebJson : JsonSerializerContext;
