using System.Buffers.Binary;

namespace Rpc.Calls;

/// <summary>A body that the other side has, read as it comes. One reader at a time, forwards only; disposing it tells the other side to stop.</summary>
/// <remarks>Invariant: <c>_segment</c> from <c>_position</c> on holds <c>_piece</c> bytes of a piece and then whole pieces; it goes back, so that more may be sent, when all of it was read.</remarks>
internal sealed class RemoteBody(Func<CancellationToken, ValueTask<PendingStream>> start, CallFlows? flows = null) : Stream
{
    private const int LengthBytes = sizeof(int);

    private PendingStream? _call;
    private ArraySegment<byte> _segment;
    private int _position;
    private int _piece;
    private bool _ended;
    private bool _disposed;

    public override bool CanRead => !_disposed;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("A body that another program sends has no known length.");

    public override long Position
    {
        get => throw new NotSupportedException("A body that another program sends has no position.");
        set => throw new NotSupportedException("A body that another program sends cannot be rewound.");
    }

    /// <summary>Waits for the word that there is a body. False where there is none: null was returned.</summary>
    public async ValueTask<bool> OpenAsync(CancellationToken cancellationToken)
    {
        if (await FillAsync(cancellationToken).ConfigureAwait(false) && ReadLength() == 0)
        {
            return true;
        }

        await DisposeAsync().ConfigureAwait(false);
        return false;
    }

    /// <summary>Stops it as disposing does, and leaves the flows of its call open: the call is made again.</summary>
    public void Abandon() => Stop();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (TryRead(buffer, out int read))
            {
                return read;
            }

            if (!ReadingThread.Wait(FillAsync(CancellationToken.None)))
            {
                return 0;
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        while (!TryRead(buffer.Span, out read))
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }
        }

        return read;
    }

    /// <summary>Every piece goes to the destination as it lies in the buffer in which it came.</summary>
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        ValidateCopyToArguments(destination, bufferSize);
        do
        {
            while (NextPiece())
            {
                Memory<byte> piece = _segment.AsMemory(_position, _piece);
                await destination.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
                Took(piece.Length);
            }
        }
        while (await FillAsync(cancellationToken).ConfigureAwait(false));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A body that another program sends cannot be rewound.");

    public override void SetLength(long value) => throw new NotSupportedException("A body that another program sends can only be read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body that another program sends can only be read.");

    public override async ValueTask DisposeAsync()
    {
        Stop();
        if (flows is not null)
        {
            await flows.EndAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        Stop();
        _ = flows?.EndAsync();
        base.Dispose(disposing);
    }

    private bool TryRead(Span<byte> buffer, out int read)
    {
        read = 0;
        if (buffer.IsEmpty)
        {
            return true;
        }

        while (read < buffer.Length && NextPiece())
        {
            int count = Math.Min(buffer.Length - read, _piece);
            _segment.AsSpan(_position, count).CopyTo(buffer[read..]);
            read += count;
            Took(count);
        }

        return read > 0;
    }

    /// <summary>Stands before bytes of a piece; false when the segment has no more.</summary>
    private bool NextPiece()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (_piece == 0)
        {
            if (_position == _segment.Count)
            {
                GiveBack();
                return false;
            }

            _piece = Math.Max(0, ReadLength());
        }

        return true;
    }

    private int ReadLength()
    {
        Span<byte> left = _segment.AsSpan(_position);
        int length = left.Length < LengthBytes ? int.MaxValue : BinaryPrimitives.ReadInt32LittleEndian(left);
        if (length < -1 || length > left.Length - LengthBytes)
        {
            throw RemoteErrors.UndecodableResult(new InvalidDataException($"a piece of {length} bytes where {left.Length} came"), _call!.What, _call.Uri);
        }

        _position += LengthBytes;
        return length;
    }

    private void Took(int count)
    {
        _position += count;
        _piece -= count;
    }

    /// <summary>Waits for the next bytes; false at the end.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_ended)
        {
            return false;
        }

        _call ??= await start(cancellationToken).ConfigureAwait(false);
        while (!_call.TryNext(out _segment))
        {
            if (!await _call.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                _ended = true;
                return false;
            }
        }

        _position = 0;
        return true;
    }

    private void GiveBack()
    {
        if (_segment.Array is not null)
        {
            _call!.Consumed(_segment);
        }

        _segment = default;
        _position = 0;
    }

    private void Stop()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_call is not null)
        {
            GiveBack();
            _call.Stop();
        }
    }
}
