using System.Buffers;

namespace Rpc.Buffers;

/// <summary>A growable, contiguous buffer over pooled memory, with one spare kept per thread.</summary>
/// <remarks>Not thread-safe; owned by exactly one holder, who calls <see cref="Dispose"/> once.</remarks>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int InitialSize = 1024;
    private const int KeptSize = 64 * 1024;

    [ThreadStatic]
    private static PooledBuffer? s_spare;

    private byte[] _array;

    private PooledBuffer(int size) => _array = ArrayPool<byte>.Shared.Rent(size);

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes that fit in without growing.</summary>
    public int Room => _array.Length - Length;

    /// <summary>What was written, open to patching.</summary>
    public Span<byte> Written => _array.AsSpan(0, Length);

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _array.AsMemory(0, Length);

    /// <summary>An empty buffer.</summary>
    public static PooledBuffer Rent()
    {
        PooledBuffer? spare = s_spare;
        if (spare is null)
        {
            return new PooledBuffer(InitialSize);
        }

        s_spare = null;
        spare.Length = 0;
        return spare;
    }

    /// <summary>A buffer with room for <paramref name="size"/> bytes, in which the first <paramref name="start"/> count as written and are still to be filled in.</summary>
    public static PooledBuffer RentBehind(int start, int size) => new(size) { Length = start };

    /// <summary>Forgets what was written behind the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Length);
        Length = length;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_array.Length - Length));
        Length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _array.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _array.AsSpan(Length);
    }

    /// <summary>Adds a copy of <paramref name="bytes"/>.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(_array.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Makes room for <paramref name="count"/> bytes that the caller fills in.</summary>
    public Span<byte> Take(int count)
    {
        Ensure(count);
        Span<byte> taken = _array.AsSpan(Length, count);
        Length += count;
        return taken;
    }

    /// <summary>Gives the memory back. A small buffer becomes this thread's spare.</summary>
    public void Dispose()
    {
        if (_array.Length <= KeptSize && s_spare is null)
        {
            s_spare = this;
            return;
        }

        byte[] array = Interlocked.Exchange(ref _array, []);
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }

        Length = 0;
    }

    private void Ensure(int count)
    {
        if (_array.Length - Length >= count)
        {
            return;
        }

        long wanted = Math.Max((long)Length + count, Math.Min(_array.Length * 2L, Array.MaxLength));
        byte[] larger = ArrayPool<byte>.Shared.Rent(checked((int)wanted));
        _array.AsSpan(0, Length).CopyTo(larger);
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }

        _array = larger;
    }
}
