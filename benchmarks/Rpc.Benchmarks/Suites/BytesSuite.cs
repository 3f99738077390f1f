using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Rpc.Benchmarks.ByHand;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.Suites;

/// <summary>64 KiB.</summary>
public class BytesSuite() : CodecSuite<byte[]>(Samples.Bytes)
{
    [Benchmark(Baseline = true), BenchmarkCategory("write")]
    public override void WriteHand() => BlockByHand.Write(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteRpc() => RpcCodec.Encode(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteJson() => JsonSerializer.Serialize(Json, Value, PayloadJson.Default.ByteArray);

    [Benchmark(Baseline = true), BenchmarkCategory("read")]
    public override byte[] ReadHand() => BlockByHand.Read<byte>(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override byte[] ReadRpc() => RpcCodec.Decode<byte[]>(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override byte[] ReadJson() => JsonSerializer.Deserialize(JsonInput, PayloadJson.Default.ByteArray)!;
}
