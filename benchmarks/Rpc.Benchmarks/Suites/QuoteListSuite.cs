using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Rpc.Benchmarks.ByHand;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.Suites;

/// <summary>A small object: two numbers, a time with its offset, a string, four tags in a list.</summary>
public class QuoteListSuite() : CodecSuite<QuoteList>(Samples.QuoteList)
{
    [Benchmark(Baseline = true), BenchmarkCategory("write")]
    public override void WriteHand() => QuoteListByHand.Write(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteRpc() => RpcCodec.Encode(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteJson() => JsonSerializer.Serialize(Json, Value, PayloadJson.Default.QuoteList);

    [Benchmark(Baseline = true), BenchmarkCategory("read")]
    public override QuoteList ReadHand() => QuoteListByHand.Read(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override QuoteList ReadRpc() => RpcCodec.Decode<QuoteList>(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override QuoteList ReadJson() => JsonSerializer.Deserialize(JsonInput, PayloadJson.Default.QuoteList)!;
}
