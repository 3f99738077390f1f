using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Rpc.Benchmarks.ByHand;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.Suites;

/// <summary>64 numbers with numbers.</summary>
public class NumbersSuite() : CodecSuite<Dictionary<int, long>>(Samples.Numbers)
{
    [Benchmark(Baseline = true), BenchmarkCategory("write")]
    public override void WriteHand() => MapByHand.Write(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteRpc() => RpcCodec.Encode(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteJson() => JsonSerializer.Serialize(Json, Value, PayloadJson.Default.DictionaryInt32Int64);

    [Benchmark(Baseline = true), BenchmarkCategory("read")]
    public override Dictionary<int, long> ReadHand() => MapByHand.ReadNumbers(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override Dictionary<int, long> ReadRpc() => RpcCodec.Decode<Dictionary<int, long>>(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override Dictionary<int, long> ReadJson() => JsonSerializer.Deserialize(JsonInput, PayloadJson.Default.DictionaryInt32Int64)!;
}
