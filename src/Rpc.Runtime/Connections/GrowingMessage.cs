using Rpc.Buffers;

namespace Rpc.Connections;

/// <summary>A message that arrives piece by piece, in memory that grows with it without being copied: whoever needs the whole joins it, and that need not be the reader.</summary>
/// <remarks>
/// Each part has room for four times what has arrived, from the message's first byte on, and holds the bytes from where the part before was full. Joining copies those
/// of the earlier parts, a quarter of the message or a little more, to the last one. Not thread-safe; owned by one holder at a time.
/// </remarks>
internal sealed class GrowingMessage(int length) : IDisposable
{
    private const int Growth = 4;

    private readonly List<(PooledBuffer Bytes, int Start)> _earlier = [];
    private PooledBuffer _last = PooledBuffer.Rent();
    private int _start;

    /// <summary>Bytes that the message will have.</summary>
    public int Length => length;

    /// <summary>Bytes that have arrived.</summary>
    public int Arrived => _last.Length;

    /// <summary>Adds what arrived; never more than is missing.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        _last.Append(bytes);
    }

    /// <summary>Adds what arrived of a piece, and gives the memory for its other <paramref name="rest"/> bytes, which count once <see cref="Close"/> says that they are there.</summary>
    public Memory<byte> Open(ReadOnlySpan<byte> begun, int rest)
    {
        Reserve(begun.Length + rest);
        _last.Append(begun);
        return _last.GetMemory(rest)[..rest];
    }

    public void Close(int rest) => _last.Advance(rest);

    /// <summary>The message, of which only the first <paramref name="count"/> bytes need be right before <see cref="Join"/>.</summary>
    public ReadOnlyMemory<byte> WithHead(int count)
    {
        foreach ((PooledBuffer bytes, int start) in _earlier)
        {
            int end = Math.Min(count, bytes.Length);
            if (start >= end)
            {
                break;
            }

            bytes.Written[start..end].CopyTo(_last.Written[start..]);
        }

        return _last.WrittenMemory;
    }

    /// <summary>The whole message.</summary>
    public ReadOnlyMemory<byte> Join()
    {
        foreach ((PooledBuffer bytes, int start) in _earlier)
        {
            bytes.Written[start..].CopyTo(_last.Written[start..]);
            bytes.Dispose();
        }

        _earlier.Clear();
        return _last.WrittenMemory;
    }

    public void Dispose()
    {
        _earlier.ForEach(static part => part.Bytes.Dispose());
        _earlier.Clear();
        _last.Dispose();
    }

    private void Reserve(int more)
    {
        if (_last.Room < more)
        {
            Grow((int)Math.Min(length, (long)Growth * (Arrived + more)));
        }
    }

    private void Grow(int room)
    {
        int arrived = Arrived;
        PooledBuffer next = PooledBuffer.RentBehind(arrived, room);
        if (arrived == 0)
        {
            _last.Dispose();
        }
        else
        {
            _earlier.Add((_last, _start));
        }

        _last = next;
        _start = arrived;
    }
}
