namespace Rpc.Connections;

/// <summary>Bytes that wait to be decoded, counted until they are. <paramref name="message"/> is null where somebody else has the memory.</summary>
internal sealed class KeptBytes(UnfinishedWork work, int bytes, GrowingMessage? message) : IDisposable
{
    private int _disposed;

    /// <summary>The whole message. Where it is long this takes its time, and is not the reader's to do.</summary>
    public ReadOnlyMemory<byte> Join() => message!.Join();

    /// <inheritdoc cref="GrowingMessage.WithHead"/>
    public ReadOnlyMemory<byte> WithHead(int count) => message!.WithHead(count);

    public int Length => bytes;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            work.GiveBack(bytes);
            message?.Dispose();
        }
    }
}
