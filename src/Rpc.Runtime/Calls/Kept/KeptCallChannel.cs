using Microsoft.Extensions.Logging;
using Rpc.Buffers;
using Rpc.Protocol;
using Rpc.Security;

namespace Rpc.Calls;

/// <summary>What a call that was kept has in the place of a connection: its answer goes to whoever runs it, its reports of progress too, and there is no peer.</summary>
/// <remarks>One call's own. Invariant: <c>_end</c> is completed once, when the call is finished, after its answer.</remarks>
internal sealed class KeptCallChannel : CallChannel
{
    private readonly TaskCompletionSource<KeptCallAnswer> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<Action<object?>, object?> _threads;
    private readonly Action<ReadOnlyMemory<byte>>? _reports;
    private KeptCallAnswer _answer = new(KeptCallEnding.NoAnswer, []);
    private ulong _lastCall;

    public KeptCallChannel(ILogger logger, RpcLimits limits, Action<Action<object?>, object?> threads, Action<ReadOnlyMemory<byte>>? reports)
    {
        Logger = logger;
        Limits = limits;
        _threads = threads;
        _reports = reports;
        References = new ReferenceTable(this, KeptCallReferences.Instance);
    }

    /// <summary>Completes when the handler has ended.</summary>
    public Task<KeptCallAnswer> Ended => _end.Task;

    public override string PeerAddress => "kept";

    public override RpcLimits Limits { get; }

    public override ILogger Logger { get; }

    public override ILogger Audit => Logger;

    public override PeerIdentity? Identity { get; init; }

    public override long? PeerUserId => null;

    public override ReferenceTable References { get; }

    public override StreamBudget Streams => throw NoPeer();

    public override bool IsOpen => true;

    public override int PendingCalls => 0;

    public override bool HasOutputRoom => true;

    public override int PeerMaxMessageBytes => Limits.MaxMessageBytes;

    public override ulong LastCall => _lastCall;

    public override void Answer(IncomingCall call, AnswerKind kind, PooledBuffer message)
    {
        using (message)
        {
            ReadOnlySpan<byte> body = message.Written[FrameRoom..];
            if (call.AnswersWithHeaders)
            {
                // Nobody waits for them.
                body = body[CallHeaderBlock.Length(body)..];
            }

            _answer = new KeptCallAnswer(kind == AnswerKind.Reply ? KeptCallEnding.Result : call.IsEntered ? KeptCallEnding.Error : KeptCallEnding.NotEntered, body.ToArray());
        }
    }

    public override void Finished(IncomingCall call)
    {
        References.Clear();
        _end.TrySetResult(_answer);
    }

    public override void Detach(IncomingCall call)
    {
    }

    /// <summary>A report of progress is taken at once. Nothing else can be asked of a caller that is not there.</summary>
    public override bool TryStart(PendingCall call, PooledBuffer message)
    {
        using (message)
        {
            _lastCall++;
            _reports?.Invoke(message.Written[(FrameRoom + CallHeader.Size + IncomingCall.FlowHeaderBytes)..].ToArray());
            call.SetReply(default);
            return true;
        }
    }

    public override IDisposable KeepUnread(int bytes) => Nothing.Instance;

    public override void RunBlocking(Action<object?> work, object? state) => _threads(work, state);

    public override void HandlerEntering(IncomingCall call)
    {
    }

    public override void BeforeBlocking(long token, bool standing)
    {
    }

    public override void CancelServed(ulong id)
    {
    }

    public override ValueTask<bool> WaitForOutputRoomAsync(long deadline, CancellationToken cancellationToken) => new(true);

    public override bool WaitForOutputRoom(long deadline, CancellationToken cancellationToken) => true;

    public override bool HasRoomToPost(PooledBuffer message) => true;

    public override ValueTask<bool> WaitToPostAsync(PooledBuffer message, long deadline, CancellationToken cancellationToken) => new(true);

    public override bool WaitToPost(PooledBuffer message, long deadline, CancellationToken cancellationToken) => true;

    public override bool TryPost(PooledBuffer message, PostedCall? posted = null) => false;

    public override void Wait(PendingCall call) => throw NoPeer();

    public override bool Abandon(PendingCall call) => false;

    public override CallRoute Bind(BindTarget target, long deadline, CancellationToken cancellationToken) => throw NoPeer();

    public override ValueTask<CallRoute> BindAsync(BindTarget target, long deadline, CancellationToken cancellationToken) => throw NoPeer();

    public override void Unbind(uint binding)
    {
    }

    public override void GrantCredit(ulong id, int bytes)
    {
    }

    public override void ExpectCalls()
    {
    }

    public override void ReleaseReference(ulong reference, bool last)
    {
    }

    public override bool IsAnyPendingUpTo(ulong id) => false;

    private static InvalidOperationException NoPeer() => new("A call that was kept has no peer.");

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose()
        {
        }
    }
}
