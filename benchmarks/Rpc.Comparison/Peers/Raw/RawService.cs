using System.Text;
using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>Answers requests with as few copies as a careful program by hand would make. One per connection.</summary>
internal sealed class RawService
{
    // No welcome of a comparison is longer.
    private const int LongestReply = 256;

    private readonly byte[] _replies = GC.AllocateUninitializedArray<byte>(ReceiveBuffer.Size, pinned: true);

    /// <summary>
    /// Answers the whole requests at the start of <paramref name="received"/>, one reply behind the other. An echo is answered where it
    /// stands, alone, by making its header that of a reply.
    /// </summary>
    /// <returns>Bytes read, and the bytes to send before those are given up; 0 when no request is whole.</returns>
    public (int Read, ReadOnlyMemory<byte> Reply) Answer(Memory<byte> received)
    {
        Span<byte> requests = received.Span;
        int read = 0;
        int written = 0;
        while (written <= _replies.Length - LongestReply && RawFrame.TryRead(requests[read..], out int size))
        {
            Span<byte> request = requests.Slice(read, size);
            if (RawFrame.Method(request) == RawFrame.Echo)
            {
                if (read > 0)
                {
                    break;
                }

                RawFrame.WriteHeader(request, size, RawFrame.Id(request), 0);
                return (size, received[..size]);
            }

            written += Answer(request, _replies.AsSpan(written));
            read += size;
        }

        return (read, _replies.AsMemory(0, written));
    }

    private static int Answer(ReadOnlySpan<byte> request, Span<byte> reply)
    {
        if (RawFrame.Method(request) == RawFrame.Add)
        {
            AddFrame.Answer(request, reply);
            return AddFrame.ReplySize;
        }

        string text = Answers.Welcome(Encoding.UTF8.GetString(request[RawFrame.HeaderSize..]));
        int size = RawFrame.HeaderSize + Encoding.UTF8.GetBytes(text, reply[RawFrame.HeaderSize..]);
        RawFrame.WriteHeader(reply, size, RawFrame.Id(request), 0);
        return size;
    }
}
