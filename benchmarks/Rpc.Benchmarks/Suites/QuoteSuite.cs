using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Rpc.Benchmarks.ByHand;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.Suites;

/// <summary>A small object: two numbers, a time, a string, four tags in an array.</summary>
public class QuoteSuite() : CodecSuite<Quote>(Samples.Quote)
{
    [Benchmark(Baseline = true), BenchmarkCategory("write")]
    public override void WriteHand() => QuoteByHand.Write(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteRpc() => RpcCodec.Encode(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteJson() => JsonSerializer.Serialize(Json, Value, PayloadJson.Default.Quote);

    [Benchmark(Baseline = true), BenchmarkCategory("read")]
    public override Quote ReadHand() => QuoteByHand.Read(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override Quote ReadRpc() => RpcCodec.Decode<Quote>(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override Quote ReadJson() => JsonSerializer.Deserialize(JsonInput, PayloadJson.Default.Quote)!;
}
