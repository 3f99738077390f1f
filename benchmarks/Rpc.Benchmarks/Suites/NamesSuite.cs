using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Rpc.Benchmarks.ByHand;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.Suites;

/// <summary>64 names with numbers.</summary>
public class NamesSuite() : CodecSuite<Dictionary<string, int>>(Samples.Names)
{
    [Benchmark(Baseline = true), BenchmarkCategory("write")]
    public override void WriteHand() => MapByHand.Write(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteRpc() => RpcCodec.Encode(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteJson() => JsonSerializer.Serialize(Json, Value, PayloadJson.Default.DictionaryStringInt32);

    [Benchmark(Baseline = true), BenchmarkCategory("read")]
    public override Dictionary<string, int> ReadHand() => MapByHand.ReadNames(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override Dictionary<string, int> ReadRpc() => RpcCodec.Decode<Dictionary<string, int>>(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override Dictionary<string, int> ReadJson() => JsonSerializer.Deserialize(JsonInput, PayloadJson.Default.DictionaryStringInt32)!;
}
