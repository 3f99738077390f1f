using System.Buffers;

namespace Rpc.Testing;

/// <summary>Bytes under way in a lane, and when they come.</summary>
internal sealed class FaultPacket(int capacity, long due)
{
    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _first;
    private int _end;

    /// <summary>A timestamp of the plan's clock; 0 for at once.</summary>
    public long Due { get; } = due;

    public int Left => _end - _first;

    /// <summary>Adds what fits.</summary>
    public int Add(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, _bytes.Length - _end);
        bytes[..count].CopyTo(_bytes.AsSpan(_end));
        _end += count;
        return count;
    }

    public void Take(Span<byte> into)
    {
        _bytes.AsSpan(_first, into.Length).CopyTo(into);
        _first += into.Length;
    }

    public void Release() => ArrayPool<byte>.Shared.Return(_bytes);
}
