using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Rpc.Benchmarks.ByHand;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.Suites;

/// <summary>1,024 ints.</summary>
public class IntegersSuite() : CodecSuite<int[]>(Samples.Integers)
{
    [Benchmark(Baseline = true), BenchmarkCategory("write")]
    public override void WriteHand() => BlockByHand.Write(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteRpc() => RpcCodec.Encode(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteJson() => JsonSerializer.Serialize(Json, Value, PayloadJson.Default.Int32Array);

    [Benchmark(Baseline = true), BenchmarkCategory("read")]
    public override int[] ReadHand() => BlockByHand.Read<int>(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override int[] ReadRpc() => RpcCodec.Decode<int[]>(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override int[] ReadJson() => JsonSerializer.Deserialize(JsonInput, PayloadJson.Default.Int32Array)!;
}
