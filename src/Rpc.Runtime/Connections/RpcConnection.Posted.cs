using Rpc.Calls;
using Rpc.Diagnostics;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <content>One-way calls: kept until the peer is known to have taken them, sent again where it did not; and what this side takes while it drains.</content>
internal sealed partial class RpcConnection
{
    private readonly PostedCalls _posted = new();
    private readonly Lock _drainLock = new();

    /// <summary>The last request that this side has told its peer it took; null before. Under <c>_drainLock</c>.</summary>
    private ulong? _announced;
    private ulong _askedAfter;

    /// <summary>Set while the reader has looked at a request of which nobody else knows yet.</summary>
    private bool _placing;
    private bool _givenUp;

    /// <summary>Why the connection has ended; null before.</summary>
    public string? EndReason { get; private set; }

    /// <summary>One-way calls that the peer is not known to have taken.</summary>
    public int UnconfirmedPosts => _posted.Count;

    /// <summary>Ends the connection because this side needs it no more: what was not confirmed is nobody's any more.</summary>
    public void Close(string reason)
    {
        _givenUp = true;
        End(reason);
    }

    /// <summary>Announces the last request that was taken. What is refused after that, the peer hears of after this.</summary>
    private void Announce()
    {
        Span<byte> last = stackalloc byte[8];
        lock (_drainLock)
        {
            if (_announced is not null)
            {
                // What was announced holds: the peer has sent again what lies above it.
                return;
            }

            _announced = Volatile.Read(ref _lastRequest);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(last, _announced.Value);
            _output.AddControl(FrameType.Drain, 0, last);
        }

        _output.FlushSoon();
    }

    /// <summary>Whether a request is refused because this side drains. Nobody hears of a one-way call that is refused, so those are taken until it is settled which one is announced as the last.</summary>
    private bool IsRefusedByDrain(in FrameHeader header)
    {
        if (!_drains)
        {
            return false;
        }

        if ((header.Flags & FrameFlags.OneWay) == 0)
        {
            return true;
        }

        lock (_drainLock)
        {
            return _announced is { } last && header.Id > last;
        }
    }

    /// <summary>Asks the peer for a sign that it has taken all one-way calls so far: it handles frames in order.</summary>
    private void AskAfterPosted()
    {
        _askedAfter = _posted.LastId;
        _output.AddControl(FrameType.Ping, _askedAfter, default);
    }

    /// <summary>Somebody who only sends one-way calls gets no answers: the clock asks.</summary>
    private void AskForSilentPosted()
    {
        if (!_posted.IsEmpty && _posted.LastId != _askedAfter)
        {
            AskAfterPosted();
            _output.FlushSoon();
        }
    }

    private void SendPostedAgain(PostedCall? first)
    {
        int count = 0;
        for (PostedCall? call = first, next; call is not null; call = next, count++)
        {
            next = call.Next;
            call.SendAgain();
        }

        if (count > 0)
        {
            DeliveryMetrics.OneWaySentAgain.Add(count);
            DeliveryLog.OneWaySentAgain(Logger, PeerAddress, count);
        }
    }

    private void EndPosted()
    {
        int unconfirmed = _posted.End();
        if (unconfirmed > 0 && !_givenUp)
        {
            DeliveryMetrics.OneWayUnconfirmed.Add(unconfirmed);
            DeliveryLog.OneWayUnconfirmed(Logger, PeerAddress, unconfirmed);
        }
    }
}
