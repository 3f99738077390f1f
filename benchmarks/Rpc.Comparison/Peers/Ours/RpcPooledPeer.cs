using System.Buffers;
using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Ours;

/// <summary>A caller that blocks, with bytes in memory from a pool instead of new arrays.</summary>
internal sealed class RpcPooledPeer : RpcPeer
{
    public override string Name => "rpc-pooled";

    public override IReadOnlyList<string> Workloads { get; } = [Peers.Workloads.Echo1K, Peers.Workloads.Echo1M];

    public override string? FloorOf(string workload) => "raw-cs-blocking";

    public override async Task<ClientResult> RunClientAsync(ClientRun run)
    {
        await using RpcClient client = new();
        ICalculator calculator = client.Get<ICalculator>(run.Endpoint);
        EchoPayload payload = new(EchoPayload.LengthOf(run.Workload));
        using LentMemory lent = new(payload.Buffer);
        return run.Measure(
            n =>
            {
                payload.Next(n);
                return calculator.EchoPooled(lent);
            },
            (n, answer) =>
            {
                payload.Check(n, answer.Memory.Span);
                answer.Dispose();
            });
    }

    /// <summary>The caller's own bytes, lent to each call.</summary>
    private sealed class LentMemory(byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose()
        {
        }
    }
}
