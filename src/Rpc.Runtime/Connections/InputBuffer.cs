using Rpc.Protocol;

namespace Rpc.Connections;

/// <summary>Bytes that were received and not yet understood. Owned by the connection's reader, whoever that is at the moment.</summary>
internal sealed class InputBuffer
{
    /// <summary>Enough for small frames: most connections of a large server are idle, and this is what each of them holds.</summary>
    private const int InitialSize = 1024;
    private const int LargestSize = FrameHeader.Size + FrameHeader.MaxBody + (64 * 1024);

    private byte[] _array;
    private int _start;
    private int _end;
    private bool _filled;

    public InputBuffer()
        : this(ReadOnlySpan<byte>.Empty)
    {
    }

    public InputBuffer(ReadOnlySpan<byte> received)
    {
        _array = new byte[Math.Max(InitialSize, received.Length + InitialSize)];
        received.CopyTo(_array);
        _end = received.Length;
    }

    public bool IsEmpty => _start == _end;

    /// <summary>Looks at the next frame, if all of it is there, and leaves it.</summary>
    public bool TryPeek(out FrameHeader header, out ReadOnlyMemory<byte> body)
    {
        int available = _end - _start;
        if (available >= FrameHeader.Size)
        {
            header = FrameHeader.Read(_array.AsSpan(_start));
            if (available >= FrameHeader.Size + header.Length)
            {
                body = _array.AsMemory(_start + FrameHeader.Size, header.Length);
                return true;
            }
        }
        else
        {
            header = default;
        }

        body = default;
        return false;
    }

    /// <summary>Looks at what there is of a frame that is not complete; its header must be there.</summary>
    public bool TryPeekPart(out FrameHeader header, out ReadOnlySpan<byte> part)
    {
        int available = _end - _start;
        header = available >= FrameHeader.Size ? FrameHeader.Read(_array.AsSpan(_start)) : default;
        part = available >= FrameHeader.Size ? _array.AsSpan(_start + FrameHeader.Size, available - FrameHeader.Size) : default;
        return available >= FrameHeader.Size;
    }

    /// <summary>Forgets all there is.</summary>
    public void Clear()
    {
        _start = 0;
        _end = 0;
    }

    /// <summary>Passes over a frame that was looked at.</summary>
    public void Skip(in FrameHeader header)
    {
        _start += FrameHeader.Size + header.Length;
        if (_start == _end)
        {
            Clear();
        }
    }

    /// <summary>Room for the next receive: never empty.</summary>
    public Memory<byte> Free()
    {
        if (_filled || _array.Length - _end < InitialSize / 2)
        {
            MakeRoom();
        }

        return _array.AsMemory(_end);
    }

    public void Received(int count)
    {
        _end += count;

        // There was more than room for it: the next receive gets more.
        _filled |= _end == _array.Length;
    }

    /// <summary>What is left, in a buffer of its own: the old one stays with whoever still reads a frame in it.</summary>
    public InputBuffer SplitRemainder() => new(_array.AsSpan(_start, _end - _start));

    private void MakeRoom()
    {
        int kept = _end - _start;
        bool grow = _array.Length < LargestSize && (_filled || kept + InitialSize > _array.Length / 2);
        byte[] target = grow ? new byte[Math.Min(_array.Length * 4, LargestSize)] : _array;
        _array.AsSpan(_start, kept).CopyTo(target);
        _array = target;
        _filled = false;
        _start = 0;
        _end = kept;
    }
}
