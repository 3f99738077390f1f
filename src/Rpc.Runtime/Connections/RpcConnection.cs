using Microsoft.Extensions.Logging;
using Rpc.Calls;
using Rpc.Diagnostics;
using Rpc.Protocol;
using Rpc.Security;
using Rpc.Transports;

namespace Rpc.Connections;

/// <summary>One connection after its handshake: frames in both directions, calls in both directions.</summary>
/// <remarks>
/// The parts: this file is its life, <c>.Channel</c> what calls use, <c>.Reader</c> who reads, <c>.Continuations</c> what goes on where an answer was read, <c>.Frames</c> what frames do,
/// <c>.Requests</c> what becomes of calls that come in, <c>.Messages</c> what comes in chunks, <c>.Posted</c> one-way calls and draining, <c>.Clock</c> what time brings.
/// It never sees a user's object: a <see cref="CallTarget"/> answers calls, a <see cref="PendingCall"/> takes answers.
/// </remarks>
internal sealed partial class RpcConnection : CallChannel
{
    /// <summary>Time in which what a peer has sent before it went is read.</summary>
    private const int LastWordsMilliseconds = 100;

    private readonly IConnectionHost _host;
    private readonly TransportConnection _transport;
    private readonly OutputQueue _output;
    private readonly PendingCallTable _pending = new();
    private readonly IncomingCallTable _incoming = new();
    private readonly RemoteObjects _remote;
    private readonly ServedObjects _served;
    private readonly KeepAlive _keepAlive;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _closing;
    private int _broken;
    private ulong _peerTook;
    private volatile bool _peerDrains;
    private volatile bool _drains;
    private volatile bool _cannotSend;
    private ConnectionNotes _notes;
    private string? _localUri;

    public RpcConnection(IConnectionHost host, TransportConnection transport, int peerMaxMessageBytes, ReadOnlySpan<byte> received, BlockingSlot? slot = null)
    {
        _host = host;
        _transport = transport;
        PeerMaxMessageBytes = peerMaxMessageBytes;
        if (host.Limits.SocketBufferBytes > 0)
        {
            transport.LimitBuffers(host.Limits.SocketBufferBytes);
        }

        _output = new OutputQueue(transport, host.Limits, reason => _ = EndAfterReadingAsync(reason));
        _spin = new AdaptiveSpin(host.SpinTime);
        _yielding = new YieldingWait(host.SpinTime > TimeSpan.Zero);
        _slot = slot ?? new BlockingSlot();
        _input = new InputBuffer(received);
        _work = new UnfinishedWork(host.Limits, host.Unfinished);
        _assembler = new MessageAssembler(host.Limits, _work);
        References = new ReferenceTable(this, host.Binder);
        Streams = new StreamBudget(host.Limits.MaxStreamBytes);
        _served = new ServedObjects(host, this, References);
        _remote = new RemoteObjects(this, (call, message) => TryStart(call, message, FrameType.Bind), shapes => _output.Add(FrameType.Shapes, FrameFlags.None, _pending.NextId(), shapes));
        _reader = new ReaderRole(
            () => ElasticThreads.Run(static connection => _ = ((RpcConnection)connection!).ReadStandingAsync(), this),
            () => ElasticThreads.Run(static connection => ((RpcConnection)connection!).ReadShared(), this));
        _keepAlive = new KeepAlive(host.Limits.KeepAliveInterval);
    }

    public override string PeerAddress => _transport.RemoteAddress;

    public override string? LocalUri => _localUri;

    public override PeerIdentity? Identity { get; init; }

    public override long? PeerUserId => _transport.PeerUserId;

    public override ILogger Audit => _host.Audit;

    public override RpcLimits Limits => _host.Limits;

    public override ILogger Logger => _host.Logger;

    public override ReferenceTable References { get; }

    public override StreamBudget Streams { get; }

    public override int PeerMaxMessageBytes { get; }

    public override bool IsOpen => _closing == 0 && !_peerDrains && !_cannotSend;

    /// <summary>Completes when the connection has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Handlers of the peer's calls that run now, beyond the one that the reader may be in.</summary>
    public int RunningHandlers => _incoming.Count + (_inline.Token == 0 ? 0 : 1) + (Volatile.Read(ref _placing) && _closing == 0 ? 1 : 0);

    /// <summary>Calls of this side that have no answer yet.</summary>
    public override int PendingCalls => _pending.Count;

    /// <summary>Bytes that have arrived and are not decoded.</summary>
    public long UnfinishedBytes => _work.Bytes;

    /// <summary>Objects of the peer to which this side knows the way.</summary>
    public int RemoteObjectCount => _remote.Count;

    /// <summary>Objects that the peer has bound.</summary>
    public int BoundObjects => _served.Count;

    /// <summary>Streams that this side reads.</summary>
    public int OpenStreams => Streams.Open;

    /// <summary>Bytes that wait to be sent.</summary>
    public long UnsentBytes => _output.Unsent;

    /// <summary>Starts the life of the connection. A server's reads at once; a client's reads when somebody needs it.</summary>
    /// <param name="readAtOnce">Whether this is a server's.</param>
    /// <param name="localUri">Where the peer has reached this side; null on the side that has connected.</param>
    public void Open(bool readAtOnce, string? localUri = null)
    {
        _localUri = localUri;
        RpcMetrics.Connections.Add(1);
        ConnectionClock.Add(this);
        if (readAtOnce || !_transport.CanBlock || !_input.IsEmpty)
        {
            _reader.EnsureStanding();
        }
    }

    /// <summary>Takes no new calls and says so; running ones go on.</summary>
    public void Drain()
    {
        _drains = true;

        // The reader notes a request before it looks at _drains: what it takes in spite of that is counted below.
        Interlocked.MemoryBarrierProcessWide();
        Announce();
    }

    /// <summary>Waits, at most a second, until what was answered has been handed to the operating system.</summary>
    public async ValueTask FlushAsync()
    {
        _output.FlushSoon();
        for (int i = 0; i < 200 && _closing == 0 && _output.Unsent > 0; i++)
        {
            await Task.Delay(5).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the connection now: calls under way fail, handlers are cancelled.</summary>
    public void End(string reason, RpcStatus status = RpcStatus.Unavailable)
    {
        if (Interlocked.Exchange(ref _closing, 1) != 0)
        {
            return;
        }

        EndReason = reason;

        // First: whoever learns of the end, from the log or because the peer's socket closes, finds its place free.
        _host.OnEnded(this);
        RpcLog.ConnectionEnded(Logger, PeerAddress, reason);
        RpcMetrics.Connections.Add(-1);
        ConnectionClock.Remove(this);
        _transport.Abort();
        long unsent = _output.Unsent;
        _output.Close();
        List<PendingCall> lost = _pending.Close();
        _notes.Tell(this, unsent);
        CallFailures.Lost(this, lost.Count, unsent, reason);
        foreach (PendingCall call in lost)
        {
            call.SetError(_peerDrains && call.Id > _peerTook && !call.IsNested
                ? RemoteErrors.NotTaken(call)
                : status == RpcStatus.Unavailable
                ? RemoteErrors.ConnectionLost(call, reason)
                : new RpcException(status, $"The connection to {call.Uri} was ended while {call.What} was under way: {reason}.", call.OutcomeIfLost, RpcErrorReason.ProtocolViolation) { RemoteUri = call.Uri });
        }

        EndPosted();
        CallFailures.Stopped(this, _incoming.Close(), RpcErrorReason.ConnectionLost.ToString());
        _assembler.Close();
        _slot.Release();
        References.Clear();
        _served.Clear();
        _remote.Clear();
        _reader.Close();
        _ended.TrySetResult();
    }

    /// <summary>A send failed. What the peer said before it went may be unread still, and tells the calls under way whether they ran: gives the reader a moment for it.</summary>
    private async Task EndAfterReadingAsync(string reason)
    {
        _cannotSend = true;
        _reader.EnsureStanding();
        await Task.WhenAny(_ended.Task, Task.Delay(LastWordsMilliseconds)).ConfigureAwait(false);
        End(reason);
    }

    /// <summary>Ends the connection because of what the peer sent, and tells it why. The first to find it broken does; a handler that has left the reader can find it, too.</summary>
    private void EndBroken(ProtocolException exception)
    {
        if (_closing != 0 || Interlocked.Exchange(ref _broken, 1) != 0)
        {
            return;
        }

        string fault = exception.Fault.ToString();
        RpcMetrics.CountRefused(fault);
        RpcLog.ProtocolBroken(Logger, PeerWarnings.Next(Logger), PeerAddress, fault, exception.Message);
        try
        {
            Buffers.PooledBuffer message = NewMessage();
            new ErrorPayload(RpcStatus.Internal, RpcOutcome.MaybeExecuted, RpcErrorReason.ProtocolViolation, $"{fault}: {exception.Message}").Write(message);
            _output.Add(FrameType.Close, FrameFlags.None, 0, message);
            _output.FlushSoon();
        }
        finally
        {
            End($"{exception.Fault}: {exception.Message}", RpcStatus.Internal);
        }
    }

    /// <summary>Ends the connection because of a fault of this side's own, whatever thread reads: it costs one connection, not the program.</summary>
    private void EndFaulty(Exception exception)
    {
        RpcLog.Fault(Logger, exception);
        End($"a fault of this side: {exception.Message}", RpcStatus.Internal);
    }
}
