using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Rpc.Benchmarks.ByHand;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.Suites;

/// <summary>A string of 1,024 ASCII letters.</summary>
public class Ascii1024Suite() : CodecSuite<string>(Samples.Ascii1024)
{
    [Benchmark(Baseline = true), BenchmarkCategory("write")]
    public override void WriteHand() => TextByHand.Write(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteRpc() => RpcCodec.Encode(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteJson() => JsonSerializer.Serialize(Json, Value, PayloadJson.Default.String);

    [Benchmark(Baseline = true), BenchmarkCategory("read")]
    public override string ReadHand() => TextByHand.Read(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override string ReadRpc() => RpcCodec.Decode<string>(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override string ReadJson() => JsonSerializer.Deserialize(JsonInput, PayloadJson.Default.String)!;
}
