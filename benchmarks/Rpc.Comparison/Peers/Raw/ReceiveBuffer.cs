namespace Rpc.Comparison.Peers.Raw;

/// <summary>Bytes received and not yet read; what is left of a cut frame moves to the front. Not thread-safe.</summary>
internal sealed class ReceiveBuffer
{
    /// <summary>Room for the largest frame and for whatever follows it.</summary>
    public const int Size = (1024 + 64) * 1024;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
    private int _filled;

    public Memory<byte> Filled => _bytes.AsMemory(0, _filled);

    public Memory<byte> Free => _bytes.AsMemory(_filled);

    /// <param name="count">What a receive returned.</param>
    public void Added(int count) => _filled += count > 0 ? count : throw new EndOfStreamException("The other side closed the connection.");

    public void Read(int count)
    {
        _filled -= count;
        if (_filled > 0)
        {
            _bytes.AsSpan(count, _filled).CopyTo(_bytes);
        }
    }
}
