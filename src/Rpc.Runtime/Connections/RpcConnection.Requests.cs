using System.Diagnostics;
using Rpc.Calls;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <content>What becomes of a request: refused, run where it was read, handed to the thread of its chain, or run on another thread. In the order of the frames.</content>
internal sealed partial class RpcConnection
{
    /// <summary>How long a handler that is about to be entered is waited for: only a thread that gets no processor needs more than microseconds.</summary>
    private const int MostEntryMilliseconds = 1_000;

    /// <summary>The lowest that <see cref="RpcLimits.MaxMessageBytes"/> may be: what is shorter need not be held against it.</summary>
    private const int LeastMessageLimit = 1024;

    private IncomingCall? _entering;
    private readonly ServedEnds _ends = new();
    private bool _enteringHanded;
    private IncomingCall? _spareCall;
    private ulong _lastRequest;

    private ReadStep OnRequest(in FrameHeader header, ReadOnlyMemory<byte> body, PendingCall? caller, KeptBytes? owner)
    {
        // Before the look at _drains: one who drains waits for what was seen and does not count as running yet.
        Volatile.Write(ref _placing, true);
        ReadStep step = Place(header, body, caller, owner);
        if (step == ReadStep.NeedsInput)
        {
            Volatile.Write(ref _placing, false);
        }

        return step;
    }

    private ReadStep Place(in FrameHeader header, ReadOnlyMemory<byte> body, PendingCall? caller, KeptBytes? owner)
    {
        var callHeader = CallHeader.Read(body.Span);

        // Before the look at _drains: see Drain.
        Volatile.Write(ref _lastRequest, Math.Max(_lastRequest, header.Id));
        bool isFlow = (callHeader.Flags & CallHeaderFlags.Flow) != 0;
        Binding binding = null!;
        ReadOnlyMemory<byte> arguments = body[CallHeader.Size..];
        RpcHeaders? headers = null;
        RpcException? overHeaders = (callHeader.Flags & CallHeaderFlags.Headers) == 0 ? null : TakeHeaders(ref arguments, out headers);
        if ((overHeaders ?? (isFlow ? FindFlow(header, callHeader, body.Span, out binding) : _served.Find(callHeader, _incoming.Roots, _drains && IsRefusedByDrain(header), out binding)) ?? OverUnsent() ?? OverOpen() ?? OverLength(body.Length)) is { } refusal)
        {
            Pass(header, owner);
            Refuse(header, refusal);
            owner?.Dispose();
            return ReadStep.NeedsInput;
        }

        bool isBatch = !isFlow && (callHeader.Flags & CallHeaderFlags.Batch) != 0;
        CallTarget target = isBatch ? BatchOf(binding.Target) : binding.Target;
        bool ownChain = caller is not null && caller.Chain == callHeader.Chain;
        bool inline = !isBatch && (caller is null
            ? (ElasticThreads.IsCurrent || target.PaceOf(callHeader.Method).IsQuick) && body.Length <= MostDecodedByReader
            : ownChain);
        KeptBytes? kept = null;
        bool isAwaited = callHeader.Depth > 0 && !ownChain && _pending.IsAwaited(callHeader.Chain);
        if (!inline && !isBatch && !isAwaited && owner is null && (caller is null || _reader.IsStandingWanted))
        {
            return ReadStep.NeedsElasticThread;
        }

        if (owner is null && (isAwaited || !inline))
        {
            // It leaves the reader undecoded, with a copy of its bytes.
            if (_work.TryTake(body.Length) is { } tooMuch)
            {
                Pass(header, owner);
                Refuse(header, tooMuch);
                return ReadStep.NeedsInput;
            }

            kept = new KeptBytes(_work, body.Length, null);
        }

        Pass(header, owner);
        IncomingCall call = Interlocked.Exchange(ref _spareCall, null) ?? new IncomingCall(this);
        call.Begin(target, binding.Shapes, header.Id, callHeader, (header.Flags & FrameFlags.OneWay) != 0, arguments, owner, headers);
        if (isFlow)
        {
            ((FlowTarget)target).Arrived(call);
        }

        if (isAwaited)
        {
            // Those that are handed over are taken up in order; one that runs elsewhere is not among them.
            if (!_enteringHanded)
            {
                AwaitEntry();
            }

            if (TryHand(call, owner, kept))
            {
                _entering = call;
                _enteringHanded = true;
                return ReadStep.NeedsInput;
            }
        }

        AwaitEntry();
        if (inline)
        {
            _ = owner?.Join();
            return RunInline(call);
        }

        RunElsewhere(call, owner, kept);
        return ReadStep.NeedsInput;
    }

    /// <summary>The headers before the arguments, or why the call is refused.</summary>
    private RpcException? TakeHeaders(ref ReadOnlyMemory<byte> arguments, out RpcHeaders? headers)
    {
        int bytes = CallHeaderBlock.Length(arguments.Span);
        headers = bytes <= Limits.MaxHeaderBytes ? new RpcHeaders(CallHeaderBlock.Read(arguments.Span[..bytes])) : null;
        arguments = arguments[bytes..];
        return headers is not null ? null : RemoteErrors.OverLimit($"The headers of the call have {bytes} bytes", nameof(RpcLimits.MaxHeaderBytes), Limits.MaxHeaderBytes);
    }

    /// <summary>What the callee of a call of this side's wants of it while it runs, or why that is refused.</summary>
    private RpcException? FindFlow(in FrameHeader header, in CallHeader callHeader, ReadOnlySpan<byte> body, out Binding binding)
    {
        var reader = new WireReader(body[CallHeader.Size..]);
        ulong request = reader.ReadUInt64();
        FlowTarget? target = (callHeader.Flags & CallHeaderFlags.Json) == 0 && (header.Flags & FrameFlags.OneWay) == 0 ? _pending.FindFlow(request, callHeader.Method) : null;
        binding = target is null ? null! : new Binding(target, 0) { Shapes = target.Owner.Shapes };
        return target is null ? FlowErrors.NoSuchFlow(request) : null;
    }

    /// <summary>The object as one that takes batches: every call of one is judged as if it had come by itself, but that there is room for it once the batch was taken.</summary>
    private BatchTarget BatchOf(CallTarget target) => new(target, header => _served.Find(header, running: 0, draining: false, out _), ElasticThreads.Run);

    /// <summary>Gives a call to the thread of its own chain that waits here for an answer, if it still does.</summary>
    private bool TryHand(IncomingCall call, KeptBytes? owner, KeptBytes? kept)
    {
        _ = owner?.Join();
        call.OwnPayload(kept);
        Keep(call);
        if (!_pending.TryHand(call, out SyncWaiter? unwatched))
        {
            return false;
        }

        if (unwatched is not null)
        {
            NestedRescue.Start(unwatched);
        }

        return true;
    }

    private void RunElsewhere(IncomingCall call, KeptBytes? owner, KeptBytes? kept)
    {
        call.OwnPayload(kept);
        Keep(call);
        _ends.Placed(call);
        Activate();
        if (owner is null)
        {
            _entering = call;
            _enteringHanded = false;
            ElasticThreads.Run(static c => ((IncomingCall)c!).Run(), call);
        }
        else
        {
            // Messages in chunks have no order, and decoding one takes longer than a small call can wait.
            ElasticThreads.Run(static work => RunLong(((KeptBytes, IncomingCall))work!), (owner, call));
        }
    }

    private static void RunLong((KeptBytes Message, IncomingCall Call) work)
    {
        _ = work.Message.Join();
        work.Call.Run();
    }

    /// <summary>Messages in chunks are judged by what they announce; one frame can be too long only where the limit is set lower than what fits in it.</summary>
    private RpcException? OverLength(int length) => length <= LeastMessageLimit || length <= Limits.MaxMessageBytes
        ? null
        : RemoteErrors.OverLimit($"The message has {length} bytes", nameof(RpcLimits.MaxMessageBytes), Limits.MaxMessageBytes);

    private RpcException? OverOpen()
    {
        int open = _incoming.Count + _assembler.Requests;
        return open < Limits.MaxOpenRequests ? null : RemoteErrors.OverLimit($"{open} requests of this connection are open", nameof(RpcLimits.MaxOpenRequests), Limits.MaxOpenRequests);
    }

    /// <summary>Answers wait outside the output limit, so that the reader never does. A peer that calls on without reading them gets no further ones.</summary>
    private RpcException? OverUnsent()
    {
        long most = Limits.MaxUnsentBytes + Limits.MaxIncompleteBytes;
        return _output.Unsent < most
            ? null
            : new RpcException(RpcStatus.ResourceExhausted, $"{_output.Unsent} bytes of answers wait because the caller does not read them, and {nameof(RpcLimits)}.{nameof(RpcLimits.MaxUnsentBytes)} and {nameof(RpcLimits.MaxIncompleteBytes)} of this side are {most} together.", reason: RpcErrorReason.OverLimit);
    }

    private void Pass(in FrameHeader header, KeptBytes? owner)
    {
        if (owner is null)
        {
            _input.Skip(header);
        }
    }

    /// <summary>Handlers are entered in the order of their frames. One that was handed to another thread, or whose thread lost the reading, is about to be.</summary>
    private void AwaitEntry()
    {
        if (_entering is not { } before)
        {
            return;
        }

        _entering = null;
        _enteringHanded = false;
        var spin = default(SpinWait);
        for (long end = Environment.TickCount64 + MostEntryMilliseconds; !before.HasBegun && Environment.TickCount64 < end;)
        {
            spin.SpinOnce();
        }

        // Between that mark and the handler's first instruction its thread can lose its core: only what has returned, or held up the next one for long enough, is past it.
        spin.Reset();
        while (!before.IsReturned && !before.IsFinished && Stopwatch.GetTimestamp() < before.PrecedesUntil)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Runs a handler on the reading thread, under the clock's eye.</summary>
    private ReadStep RunInline(IncomingCall call)
    {
        long token = _inline.Enter(call);
        Volatile.Write(ref _placing, false);
        Activate();
        (WatchedThread, RpcConnection?, long) watched = WatchedThread.Enter(this, token);
        call.Run();
        WatchedThread.Leave(watched);
        if (!call.HasBegun)
        {
            _ends.Placed(call);
        }

        if (!_inline.TryLeave(token))
        {
            return ReadStep.LostReader;
        }

        FlushLongBatch(Stopwatch.GetTimestamp());
        if (call.IsFinished && call.TryReset())
        {
            _spareCall = call;
        }
        else
        {
            call.InlineToken = 0;
        }

        return ReadStep.NeedsInput;
    }
}
