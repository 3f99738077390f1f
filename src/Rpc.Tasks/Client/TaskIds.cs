namespace Rpc.Tasks.Client;

/// <summary>Makes ids of tasks: version 7 UUIDs that rise within a process, so that tasks which become ready at the same moment run in the order in which they were enqueued. Thread-safe.</summary>
/// <remarks>Invariant, under <c>s_lock</c>: the pair of <c>s_milliseconds</c> and <c>s_count</c> rises with each id; a clock that is set back does not lower it.</remarks>
internal static class TaskIds
{
    private const int MostInMillisecond = 1 << 12;

    private static readonly Lock s_lock = new();
    private static long s_milliseconds;
    private static int s_count;

    /// <summary>A new id.</summary>
    public static Guid New()
    {
        long milliseconds;
        int count;
        lock (s_lock)
        {
            long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            if (now > s_milliseconds || ++s_count == MostInMillisecond)
            {
                s_milliseconds = Math.Max(now, s_milliseconds + 1);
                s_count = 0;
            }

            (milliseconds, count) = (s_milliseconds, s_count);
        }

        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (count >> 8));
        bytes[7] = (byte)count;
        return new Guid(bytes, bigEndian: true);
    }
}
