using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Rpc.Benchmarks.ByHand;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.Suites;

/// <summary>One int. A single one takes less time than can be measured, so 256 messages are written and read one by one.</summary>
public class IntegerSuite() : CodecSuite<int>(Samples.Integer)
{
    private const int Messages = 256;

    public override int Operations => Messages;

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages), BenchmarkCategory("write")]
    public override void WriteHand()
    {
        IBufferWriter<byte> output = Output;
        for (int i = 0; i < Messages; i++)
        {
            NumberByHand.Write(output, Value + i);
        }
    }

    [Benchmark(OperationsPerInvoke = Messages), BenchmarkCategory("write")]
    public override void WriteRpc()
    {
        IBufferWriter<byte> output = Output;
        for (int i = 0; i < Messages; i++)
        {
            RpcCodec.Encode(output, Value + i);
        }
    }

    [Benchmark(OperationsPerInvoke = Messages), BenchmarkCategory("write")]
    public override void WriteJson()
    {
        for (int i = 0; i < Messages; i++)
        {
            JsonSerializer.Serialize(Json, Value, PayloadJson.Default.Int32);
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages), BenchmarkCategory("read")]
    public override int ReadHand()
    {
        int sum = 0;
        for (ReadOnlySpan<byte> input = Input; !input.IsEmpty; input = input[sizeof(int)..])
        {
            sum ^= NumberByHand.Read(input[..sizeof(int)]);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Messages), BenchmarkCategory("read")]
    public override int ReadRpc()
    {
        int sum = 0;
        for (ReadOnlySpan<byte> input = Input; !input.IsEmpty; input = input[sizeof(int)..])
        {
            sum ^= RpcCodec.Decode<int>(input[..sizeof(int)]);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Messages), BenchmarkCategory("read")]
    public override int ReadJson()
    {
        int sum = 0;
        for (int i = 0; i < Messages; i++)
        {
            sum += JsonSerializer.Deserialize(JsonInput, PayloadJson.Default.Int32);
        }

        return sum;
    }

    /// <inheritdoc/>
    protected override bool AreEqual(int left, int right) => left == right;

    /// <summary>The sum of the JSON is another one: it holds the same number each time.</summary>
    protected override bool IsSame(int fromJson) => fromJson == unchecked(Messages * Value);
}
