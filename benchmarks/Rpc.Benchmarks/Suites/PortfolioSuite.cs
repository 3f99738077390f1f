using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Rpc.Benchmarks.ByHand;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.Suites;

/// <summary>Three levels of records, a hundred in a list.</summary>
public class PortfolioSuite() : CodecSuite<Portfolio>(Samples.Portfolio)
{
    [Benchmark(Baseline = true), BenchmarkCategory("write")]
    public override void WriteHand() => PortfolioByHand.Write(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteRpc() => RpcCodec.Encode(Output, Value);

    [Benchmark, BenchmarkCategory("write")]
    public override void WriteJson() => JsonSerializer.Serialize(Json, Value, PayloadJson.Default.Portfolio);

    [Benchmark(Baseline = true), BenchmarkCategory("read")]
    public override Portfolio ReadHand() => PortfolioByHand.Read(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override Portfolio ReadRpc() => RpcCodec.Decode<Portfolio>(Input);

    [Benchmark, BenchmarkCategory("read")]
    public override Portfolio ReadJson() => JsonSerializer.Deserialize(JsonInput, PayloadJson.Default.Portfolio)!;
}
