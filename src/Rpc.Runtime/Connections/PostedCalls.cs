using Rpc.Buffers;
using Rpc.Calls;

namespace Rpc.Connections;

/// <summary>The one-way calls of a connection that its peer is not known to have taken, oldest first.</summary>
/// <remarks>
/// Thread-safe. Invariants, under <c>_lock</c>: the list is in the order of the ids, which is the order of the frames on the wire; <c>_bytes</c> is the sum of its messages;
/// after <c>_closed</c> the list is empty and nothing enters it.
/// </remarks>
internal sealed class PostedCalls
{
    /// <summary>Bytes of messages that are kept; the oldest ones are forgotten when there are more.</summary>
    public const int MostBytes = 1024 * 1024;

    private readonly Lock _lock = new();
    private PostedCall? _first;
    private PostedCall? _last;
    private long _bytes;
    private ulong _asked;
    private ulong _lastId;
    private bool _closed;

    /// <summary>Whether none is kept.</summary>
    public bool IsEmpty => Volatile.Read(ref _first) is null;

    /// <summary>How many are kept; counted at each look.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                int count = 0;
                for (PostedCall? call = _first; call is not null; call = call.Next)
                {
                    count++;
                }

                return count;
            }
        }
    }

    /// <summary>The id of the last one that was sent, for a ping that asks after it.</summary>
    public ulong LastId => Volatile.Read(ref _lastId);

    /// <summary>Sends a call and keeps it. False when the connection takes no more; nothing is sent then.</summary>
    /// <param name="call">The call.</param>
    /// <param name="message">Its message, which is sent with the next flush.</param>
    /// <param name="output">Where the message goes.</param>
    /// <param name="ids">Where the id comes from.</param>
    /// <param name="ask">Whether it is time to ask the peer what it has taken.</param>
    public bool TryAdd(PostedCall call, PooledBuffer message, OutputQueue output, PendingCallTable ids, out bool ask)
    {
        ask = false;
        int length = message.Length;
        lock (_lock)
        {
            if (_closed || !output.TryAddPosted(ids, message, out ulong id))
            {
                return false;
            }

            call.Id = id;
            call.Length = length;
            Volatile.Write(ref _lastId, id);
            call.Next = null;
            if (_last is null)
            {
                Volatile.Write(ref _first, call);
            }
            else
            {
                _last.Next = call;
            }

            _last = call;
            _bytes += length;
            while (_bytes > MostBytes)
            {
                TakeFirst().Forget();
            }

            if (_bytes > MostBytes / 2 && (_asked == 0 || _first!.Id > _asked))
            {
                _asked = call.Id;
                ask = true;
            }

            return true;
        }
    }

    /// <summary>The peer has taken everything up to that id.</summary>
    public void Acknowledge(ulong id)
    {
        if (IsEmpty)
        {
            return;
        }

        lock (_lock)
        {
            while (_first is { } first && first.Id <= id)
            {
                TakeFirst().Forget();
            }
        }
    }

    /// <summary>The peer takes nothing above that id: what it has not taken takes its place in the line of its proxy, before any later call finds the connection closed.</summary>
    /// <returns>Those to be sent again, first to last by <see cref="PostedCall.Next"/>; null for none.</returns>
    public PostedCall? Drain(ulong took)
    {
        lock (_lock)
        {
            while (_first is { } first && first.Id <= took)
            {
                TakeFirst().Forget();
            }

            PostedCall? left = TakeAll();
            for (PostedCall? call = left; call is not null; call = call.Next)
            {
                call.EnterLine();
            }

            return left;
        }
    }

    /// <summary>The connection has ended, and nobody knows what its peer has taken: they are not repeated.</summary>
    /// <returns>How many there are.</returns>
    public int End()
    {
        lock (_lock)
        {
            int count = 0;
            for (PostedCall? call = TakeAll(), next; call is not null; call = next, count++)
            {
                next = call.Next;
                call.Forget();
            }

            return count;
        }
    }

    private PostedCall TakeFirst()
    {
        PostedCall first = _first!;
        Volatile.Write(ref _first, first.Next);
        _last = first.Next is null ? null : _last;
        _bytes -= first.Length;
        return first;
    }

    private PostedCall? TakeAll()
    {
        _closed = true;
        PostedCall? all = _first;
        Volatile.Write(ref _first, null);
        _last = null;
        _bytes = 0;
        return all;
    }
}
