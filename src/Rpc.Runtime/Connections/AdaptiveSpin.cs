using System.Diagnostics;
using Rpc.Transports;

namespace Rpc.Connections;

/// <summary>Looks for input for a moment before blocking for it, as long as that pays: being woken costs more than a small call.</summary>
/// <remarks>
/// One per connection, used by its reader. It pays where input usually comes within the time; the score learns that from hits, from misses, and from how
/// long the blocking receives took. Each round offers the core to other threads, and no more threads spin at once than half the cores, so that it costs
/// nothing where cores are scarce: a thread that lost its core comes back late, and that is a miss.
/// </remarks>
internal sealed class AdaptiveSpin(TimeSpan time)
{
    private const int MostScore = 16;

    private static readonly int s_most = Environment.ProcessorCount / 2;
    private static int s_spinning;

    private readonly long _ticks = (long)(time.TotalSeconds * Stopwatch.Frequency);
    private LookingScore _score = new(MostScore);

    /// <summary>Looks for input while that pays, and sends what others add meanwhile. Gives what <see cref="TransportConnection.TryReceive"/> does.</summary>
    public int TryReceive(TransportConnection transport, Span<byte> buffer, OutputQueue output)
    {
        if (_ticks == 0 || !_score.ShallLook() || !TryEnter())
        {
            return -1;
        }

        int received;
        try
        {
            received = Spin(transport, buffer, output);
        }
        finally
        {
            Interlocked.Decrement(ref s_spinning);
        }

        _score.Looked(hit: received >= 0);
        return received;
    }

    /// <summary>Receives as <see cref="TransportConnection.Receive"/> does, and learns whether looking would have paid.</summary>
    public int Receive(TransportConnection transport, Span<byte> buffer)
    {
        if (_ticks == 0 || _score.Pays)
        {
            return transport.Receive(buffer);
        }

        long begun = Stopwatch.GetTimestamp();
        int received = transport.Receive(buffer);

        // Half of what it took may have been the waking itself.
        if (Stopwatch.GetTimestamp() - begun < 2 * _ticks)
        {
            _score.Missed();
        }

        return received;
    }

    private static bool TryEnter()
    {
        if (Interlocked.Increment(ref s_spinning) <= s_most)
        {
            return true;
        }

        Interlocked.Decrement(ref s_spinning);
        return false;
    }

    private int Spin(TransportConnection transport, Span<byte> buffer, OutputQueue output)
    {
        long end = Stopwatch.GetTimestamp() + _ticks;
        do
        {
            int received = transport.TryReceive(buffer);
            if (received >= 0)
            {
                return received;
            }

            // Threads that share the core run now, and what they add goes out together.
            Thread.Yield();
            output.FlushSoon();
        }
        while (Stopwatch.GetTimestamp() < end);

        return -1;
    }
}
