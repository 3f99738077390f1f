namespace Rpc.Calls;

/// <summary>One receipt of a reference: what the proxy that was made of it holds, until it is disposed or nobody has it any more.</summary>
/// <remarks>Thread-safe. Shared by the proxies that were made from one another. Given back once; by the garbage collector, if by nobody else.</remarks>
internal sealed class ReferenceLease(CallChannel channel, ulong reference)
{
    private int _released;

    ~ReferenceLease()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0 && channel.IsOpen)
        {
            // The finalizer's thread has no time for a connection.
            ThreadPool.UnsafeQueueUserWorkItem(static lost => lost.Channel.References.Collected(lost.Reference), (Channel: channel, Reference: reference), preferLocal: false);
        }
    }

    public CallChannel Channel => channel;

    public ulong Reference => reference;

    public bool IsReleased => Volatile.Read(ref _released) != 0;

    public void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            GC.SuppressFinalize(this);
            channel.References.Release(reference);
        }
    }
}
