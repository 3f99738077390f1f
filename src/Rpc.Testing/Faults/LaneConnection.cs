using Rpc.Transports;

namespace Rpc.Testing;

/// <summary>One end of a connection whose bytes go through lanes. Threads can block in it where they could in what it stands for, so that a test meets the same code.</summary>
internal sealed class LaneConnection(FaultLink link, FaultLane output, FaultLane input, string remoteAddress, bool canBlock) : TransportConnection
{
    private const int SliceMilliseconds = 50;
    private const int LongSliceMilliseconds = 1_000;
    private const int SendSliceMilliseconds = 2;

    private volatile bool _canBlock = canBlock;
    private volatile int _slice = SliceMilliseconds;

    public override string RemoteAddress => remoteAddress;

    public override bool CanBlock => _canBlock;

    public override bool HasInput => input.HasInput;

    public override int Receive(Span<byte> buffer) => input.Take(buffer, _slice);

    public override void BlockLonger() => _slice = LongSliceMilliseconds;

    public override int TryReceive(Span<byte> buffer) => input.Take(buffer, 0);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => input.TakeAsync(buffer);

    public override int TrySend(ReadOnlySpan<byte> bytes) => output.Put(bytes, SendSliceMilliseconds);

    public override void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[output.Put(bytes, LongSliceMilliseconds)..];
        }
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => output.PutAsync(bytes);

    public override void StopBlocking() => _canBlock = false;

    public override void EndSending() => output.Complete();

    public override void Abort() => link.Leave(output, input);
}
