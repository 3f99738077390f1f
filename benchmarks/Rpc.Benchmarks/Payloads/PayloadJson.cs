using System.Text.Json.Serialization;

namespace Rpc.Benchmarks.Payloads;

/// <summary>System.Text.Json's own generated code for the same types.</summary>
[JsonSerializable(typeof(Quote))]
[JsonSerializable(typeof(QuoteList))]
[JsonSerializable(typeof(Portfolio))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(byte[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(Dictionary<int, long>))]
internal sealed partial class PayloadJson : JsonSerializerContext;
