namespace Rpc.Runtime.Tests;

/// <summary>A stream of any length that holds nothing.</summary>
internal sealed class PatternStream(long length) : Stream
{
    private long _position;

    public Action? OnDispose { get; init; }

    /// <summary>Called before each read with the position.</summary>
    public Action<long>? OnRead { get; init; }

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => Volatile.Read(ref _position);
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        OnRead?.Invoke(_position);
        int read = (int)Math.Min(count, length - _position);
        Pattern.Fill(buffer.AsSpan(offset, read), _position);
        Volatile.Write(ref _position, _position + read);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!IsDisposed)
        {
            IsDisposed = true;
            OnDispose?.Invoke();
        }

        base.Dispose(disposing);
    }
}
