using Rpc.Transports;

namespace Rpc.Testing;

/// <summary>A real connection whose bytes go through lanes. What is known of the peer is the real connection's.</summary>
internal sealed class FaultyConnection : WrappedConnection
{
    private readonly FaultLink _link;
    private readonly TransportConnection _far;
    private readonly FaultLane _toFar;
    private readonly FaultLane _fromFar;
    private readonly LaneConnection _lane;
    private readonly Lock _lock = new();
    private bool _moves;
    private bool _aborted;

    public FaultyConnection(FaultLink link, TransportConnection far, bool accepted)
        : base(far)
    {
        _link = link;
        _far = far;
        (_toFar, _fromFar) = accepted ? (link.Down, link.Up) : (link.Up, link.Down);
        _lane = new LaneConnection(link, _toFar, _fromFar, far.RemoteAddress, far.CanBlock);
    }

    public override bool CanBlock => _lane.CanBlock;

    public override bool HasInput => _lane.HasInput;

    /// <summary>Opens the real connection; from then on its bytes are moved.</summary>
    public override async ValueTask OpenAsync()
    {
        await _far.OpenAsync().ConfigureAwait(false);
        lock (_lock)
        {
            if (!_aborted && !_moves)
            {
                _moves = true;
                FaultPump.Start(_link, _far, _toFar, _fromFar);
            }
        }
    }

    public override int Receive(Span<byte> buffer) => _lane.Receive(buffer);

    public override void BlockLonger() => _lane.BlockLonger();

    public override int TryReceive(Span<byte> buffer) => _lane.TryReceive(buffer);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _lane.ReceiveAsync(buffer);

    public override void Send(ReadOnlySpan<byte> bytes) => _lane.Send(bytes);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => _lane.SendAsync(bytes);

    public override int TrySend(ReadOnlySpan<byte> bytes) => _lane.TrySend(bytes);

    public override void StopBlocking() => _lane.StopBlocking();

    public override void EndSending() => _lane.EndSending();

    public override void Abort()
    {
        lock (_lock)
        {
            _aborted = true;
            if (!_moves)
            {
                // Nothing moves yet that would end the real connection when the lanes end.
                _far.Abort();
                _link.End();
            }
        }

        _lane.Abort();
    }
}
