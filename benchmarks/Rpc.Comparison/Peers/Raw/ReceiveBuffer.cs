namespace Rpc.Comparison.Peers.Raw;

/// <summary>Bytes received and not yet read; what is left of a cut frame moves to the front. Not thread-safe.</summary>
internal sealed class ReceiveBuffer
{
    public const int Size = 64 * 1024;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
    private int _filled;

    public ReadOnlySpan<byte> Filled => _bytes.AsSpan(0, _filled);

    public Memory<byte> Free => _bytes.AsMemory(_filled);

    public void Added(int count) => _filled += count;

    public void Read(int count)
    {
        _filled -= count;
        if (_filled > 0)
        {
            _bytes.AsSpan(count, _filled).CopyTo(_bytes);
        }
    }
}
