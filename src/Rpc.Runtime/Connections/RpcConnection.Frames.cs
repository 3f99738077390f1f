using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Diagnostics;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <content>What each frame does. Everything here runs on the reader's thread, but the answers at the end.</content>
internal sealed partial class RpcConnection
{
    /// <summary>Pongs that may wait for a peer which does not read.</summary>
    private const int MostPongs = 100;

    /// <summary>Refusals and answers to bindings that may wait likewise: a burst of calls that are refused together is a fair reason for many.</summary>
    private const int MostUnread = 20_000;

    /// <summary>Handles every frame that is there. <paramref name="caller"/> is the call whose thread reads, null for the standing reader.</summary>
    private ReadStep ProcessInput(PendingCall? caller)
    {
        if (_openChunk is { } open)
        {
            if (open.Rest > 0)
            {
                return ReadStep.NeedsInput;
            }

            _openChunk = null;
            if (OnOpenChunk(open, caller) == ReadStep.LostReader)
            {
                return ReadStep.LostReader;
            }
        }

        // Broken comes before closing: what came behind the break is not run while it is still being told.
        while (_closing == 0 && Volatile.Read(ref _broken) == 0 && _input.TryPeek(out FrameHeader header, out ReadOnlyMemory<byte> body))
        {
            if (header.Type == FrameType.Request && (header.Flags & FrameFlags.Chunked) == 0)
            {
                ReadStep step = OnRequest(header, body, caller, owner: null);
                if (step != ReadStep.NeedsInput)
                {
                    return step;
                }
            }
            else
            {
                _input.Skip(header);
                if (OnFrame(header, body, caller) == ReadStep.LostReader)
                {
                    return ReadStep.LostReader;
                }
            }
        }

        OpenChunk();
        return ReadStep.NeedsInput;
    }

    private ReadStep OnFrame(in FrameHeader header, ReadOnlyMemory<byte> body, PendingCall? caller)
    {
        if ((header.Flags & FrameFlags.Chunked) != 0)
        {
            OnFirstChunk(header, body.Span);
            return ReadStep.NeedsInput;
        }

        switch (header.Type)
        {
            case FrameType.Chunk:
                return OnChunk(header, body.Span, caller);
            case FrameType.Reply or FrameType.Error or FrameType.Bound or FrameType.StreamItems or FrameType.StreamEnd:
                return OnAnswer(header, body.Span, caller);
            case FrameType.Cancel:
                _assembler.Discard(answer: false, header.Id);
                CallFailures.Stopped(this, _incoming.Cancel(header.Id) ? 1 : 0, nameof(RpcStatus.Cancelled));
                break;
            case FrameType.Bind:
                OnBind(header.Id, BindPayload.Read(body.Span));
                break;
            case FrameType.Shapes:
                _served.SetShapes(body.Span);
                break;
            case FrameType.Credit:
                OnCredit(header.Id, body.Span);
                break;
            case FrameType.Ping:
                _output.AddControl(FrameType.Pong, header.Id, default);
                AfterFreeAnswer(MostPongs, ProtocolFault.TooManyPings);
                break;
            case FrameType.Drain:
                OnDrain(body.Span);
                break;
            case FrameType.Release:
                _served.Release(header.Id, body.Span);
                break;
            case FrameType.Unbind:
                if (_served.TakeOut((uint)header.Id) is { } unbound)
                {
                    _ends.End(unbound, () => _closing != 0);
                }

                break;
            case FrameType.Close:
                var reason = ErrorPayload.Read(body.Span);
                End($"the peer closed it: {reason.Message}", reason.Status);
                break;
            case FrameType.Pong:
                _posted.Acknowledge(header.Id);
                break;
            default:
                throw new ProtocolException(ProtocolFault.UnexpectedFrame, $"a frame of type {header.Type} where none belongs");
        }

        return ReadStep.NeedsInput;
    }

    private ReadStep OnAnswer(in FrameHeader header, ReadOnlySpan<byte> body, PendingCall? caller)
    {
        // The peer handles frames in order: what was sent before the request that it answers, it has taken.
        _posted.Acknowledge(header.Id);
        if (header.Type is FrameType.StreamItems)
        {
            PendingCall? stream = _pending.Find(header.Id);
            if (stream is null)
            {
                _notes.AnswerForNobody();
            }
            else if (!stream.TryAddItems(body) || stream is PendingStream { IsAbused: true })
            {
                throw new ProtocolException(ProtocolFault.CreditAbuse, "items of a stream that were not asked for or not allowed");
            }

            return ReadStep.NeedsInput;
        }

        RpcHeaders? headers = TakeHeaders(header, ref body);

        // Read before the call is taken: bytes that are no error must not leave a caller whom nobody answers any more.
        ErrorPayload? error = header.Type == FrameType.Error ? ErrorPayload.Read(body) : null;

        // An answer for nobody is normal: its caller cancelled, or its deadline passed.
        PendingCall? call = _pending.TryTake(header.Id);
        if (call is null)
        {
            _notes.AnswerForNobody();
            return ReadStep.NeedsInput;
        }

        call.Scope?.Answered(headers);
        switch (header.Type)
        {
            case FrameType.Error:
                // Refused before all of it had left.
                _output.AbortLong(FrameType.Request, header.Id);
                call.SetError(RemoteErrors.FromPayload(error!, call));
                break;
            case FrameType.StreamEnd when call.TryEndStream():
                break;
            case FrameType.StreamEnd:
                call.SetError(new RpcException(RpcStatus.Internal, $"{call.What} at {call.Uri} answered with a stream where a single result was expected.", RpcOutcome.Completed, RpcErrorReason.ProtocolViolation));
                break;
            default:
                return Complete(call, body, caller);
        }

        return ReadStep.NeedsInput;
    }

    /// <summary>The headers before an answer's body; null for none, and for more than this side takes.</summary>
    private RpcHeaders? TakeHeaders(in FrameHeader header, ref ReadOnlySpan<byte> body)
    {
        if ((header.Flags & FrameFlags.Headers) == 0)
        {
            return null;
        }

        int bytes = CallHeaderBlock.Length(body);
        RpcHeaders? headers = bytes <= Limits.MaxHeaderBytes ? new RpcHeaders(CallHeaderBlock.Read(body[..bytes])) : null;
        body = body[bytes..];
        if (headers is null)
        {
            RpcMetrics.CountRefused(nameof(RpcLimits.MaxHeaderBytes));
            RpcLog.HeadersDropped(Logger, PeerAddress, bytes, Limits.MaxHeaderBytes);
        }

        return headers;
    }

    private void OnBind(ulong id, BindPayload bind)
    {
        try
        {
            BoundPayload bound = _served.Bind(bind);
            PooledBuffer message = NewMessage();
            bound.Write(message);
            _output.Add(FrameType.Bound, FrameFlags.None, id, message);
            AfterFreeAnswer(MostUnread, ProtocolFault.AnswersUnread);
        }
        catch (RpcException refusal)
        {
            Refuse(new FrameHeader(0, FrameType.Bind, FrameFlags.None, id), refusal);
        }
    }

    private void OnDrain(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        ulong took = reader.ReadUInt64();
        reader.End();
        if (_peerDrains)
        {
            return;
        }

        _peerTook = took;
        PostedCall? notTaken = _posted.Drain(_peerTook);
        _peerDrains = true;
        SendPostedAgain(notTaken);
        _host.OnDraining(this);
    }

    private void OnCredit(ulong id, ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        uint bytes = reader.ReadUInt32();
        reader.End();
        if (id == 0)
        {
            if (!_output.TryAcknowledge(bytes))
            {
                throw new ProtocolException(ProtocolFault.CreditAbuse, $"{bytes} bytes of chunks acknowledged, which is more than were sent");
            }

            return;
        }

        if (_incoming.Find(id) is { } call && !call.TryAddCredit(bytes))
        {
            throw new ProtocolException(ProtocolFault.CreditAbuse, "more credit than any stream can have");
        }
    }

    private void Refuse(in FrameHeader header, RpcException refusal)
    {
        CallFailures.Refused(this, refusal);
        if ((header.Flags & FrameFlags.OneWay) != 0)
        {
            RpcMetrics.OneWayFailures.Add(1);
            return;
        }

        PooledBuffer message = NewMessage();
        new ErrorPayload(refusal.Status, RpcOutcome.NotExecuted, refusal.Reason, refusal.Message).Write(message);
        _output.Add(FrameType.Error, FrameFlags.None, header.Id, message);
        AfterFreeAnswer(MostUnread, ProtocolFault.AnswersUnread);
    }

    /// <summary>Pongs, refusals and what bindings are told need no handler, so no limit on handlers bounds them: a peer that asks for them and reads none is ended.</summary>
    private void AfterFreeAnswer(int most, ProtocolFault fault)
    {
        _output.CountFree();
        if (_output.FreeAnswers <= most)
        {
            return;
        }

        _output.FlushSoon();
        if (_output.FreeAnswers > most)
        {
            throw new ProtocolException(fault, $"{_output.FreeAnswers} answers wait because the peer does not read, where {most} may");
        }
    }

    public override void Answer(IncomingCall call, AnswerKind kind, PooledBuffer message)
    {
        if (_closing != 0)
        {
            // What the handler asked of this connection since it began to end was not done, so the caller must not hear that all went well.
            message.Dispose();
            return;
        }

        FrameType type = kind switch
        {
            AnswerKind.Reply => FrameType.Reply,
            AnswerKind.Error => FrameType.Error,
            AnswerKind.StreamItems => FrameType.StreamItems,
            _ => FrameType.StreamEnd,
        };
        long token = call.InlineToken;
        _output.Add(type, call.AnswersWithHeaders && kind != AnswerKind.StreamItems ? FrameFlags.Headers : FrameFlags.None, call.Id, message);

        // Inside the reader's batch the reader sends. If the reading was taken over meanwhile, that sent what was there before; the rest is this one's.
        if ((token != 0 && _inline.Token == token) || IsReadersBatch || IsReaderAwake)
        {
            return;
        }

        if (_incoming.Count > 1)
        {
            _output.FlushQueued();
        }
        else
        {
            _output.FlushSoon();
        }
    }

    public override void Detach(IncomingCall call)
    {
        Keep(call);
        Activate();
    }

    /// <summary>Counts a call as running. Two under one id would be counted as one, so that a peer could have any number of handlers.</summary>
    private void Keep(IncomingCall call)
    {
        if (!_incoming.TryAdd(call))
        {
            call.Cancel();
            EndBroken(new ProtocolException(ProtocolFault.DuplicateId, $"a request under id {call.Id}, under which another one is running"));
        }
    }

    public override IDisposable KeepUnread(int bytes) => _work.TryTake(bytes) is { } tooMuch ? throw tooMuch : new KeptBytes(_work, bytes, null);

    public override void RunBlocking(Action<object?> work, object? state) => ElasticThreads.Run(work, state);

    public override void CancelServed(ulong id) => _incoming.Cancel(id);

    public override void Finished(IncomingCall call) => _incoming.Finish(call);
}
