namespace Rpc.Connections;

/// <summary>A plain growing array of bytes that a connection keeps for its life; shrinks again after a burst.</summary>
internal sealed class GrowingBytes
{
    private const int Kept = 64 * 1024;

    private byte[] _array = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _array.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _array.AsMemory(0, Length);

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public Span<byte> Take(int count)
    {
        if (_array.Length - Length < count)
        {
            Array.Resize(ref _array, Math.Max(Length + count, Math.Max(512, _array.Length * 2)));
        }

        Span<byte> taken = _array.AsSpan(Length, count);
        Length += count;
        return taken;
    }

    public void Clear()
    {
        Length = 0;
        if (_array.Length > Kept * 4)
        {
            _array = [];
        }
    }
}
