using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Rpc.Benchmarks.ByHand;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.Suites;

/// <summary>1,024 doubles.</summary>
public class DoublesSuite() : CodecSuite<double[]>(Samples.Doubles)
{
    [Benchmark(Baseline = true), BenchmarkCategory("write")]
    public override void WriteHand() => BlockByHand.Write(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteRpc() => RpcCodec.Encode(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteJson() => JsonSerializer.Serialize(Json, Value, PayloadJson.Default.DoubleArray);

    [Benchmark(Baseline = true), BenchmarkCategory("read")]
    public override double[] ReadHand() => BlockByHand.Read<double>(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override double[] ReadRpc() => RpcCodec.Decode<double[]>(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override double[] ReadJson() => JsonSerializer.Deserialize(JsonInput, PayloadJson.Default.DoubleArray)!;
}
