using Rpc.Calls;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <content>Messages in chunks: taken chunk by chunk, acknowledged to their sender, and passed on or refused when they are complete. On the reader's thread, but what the clock drops.</content>
internal sealed partial class RpcConnection
{
    /// <summary>Decoding a longer message takes so long that it is done on another thread than the reader's.</summary>
    private const int MostDecodedByReader = 2 * 1024 * 1024;

    /// <summary>A chunk of which fewer bytes are missing is received as it comes: opening it would cost more than copying the rest.</summary>
    private const int LeastOpened = 8 * 1024;

    private readonly MessageAssembler _assembler;
    private OpenedChunk? _openChunk;
    private readonly UnfinishedWork _work;

    /// <summary>Bytes of chunks that were taken and not acknowledged: less than half of what the peer may have under way. Owned by the reader.</summary>
    private int _chunkBytes;

    private void OnFirstChunk(in FrameHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Type is not (FrameType.Request or FrameType.Reply or FrameType.StreamItems or FrameType.Error or FrameType.Bind or FrameType.Bound or FrameType.Shapes))
        {
            throw new ProtocolException(ProtocolFault.BadChunk, $"a frame of type {header.Type} in chunks");
        }

        bool answer = MessageAssembler.IsAnswer(header.Type);
        RpcException? refusal = answer && _pending.Find(header.Id) is null
            ? null
            : (answer ? null : OverOpen()) ?? _assembler.Begin(header, body);
        AcknowledgeChunk(Math.Max(0, body.Length - 4));
        if (refusal is not null)
        {
            RefuseMessage(header, refusal);
        }
    }

    private ReadStep OnChunk(in FrameHeader header, ReadOnlySpan<byte> body, PendingCall? caller)
    {
        AcknowledgeChunk(body.Length);
        if (!_assembler.TryContinue(header, body, out FrameHeader first, out KeptBytes? message, out RpcException? refusal))
        {
            return ReadStep.NeedsInput;
        }

        if (message is null)
        {
            RefuseMessage(first, refusal!);
            return ReadStep.NeedsInput;
        }

        return OnMessage(first, message, caller);
    }

    /// <summary>When most of a chunk has still to come, lets the rest of it be received where the message is put together.</summary>
    private void OpenChunk()
    {
        if (_closing == 0 && _input.TryPeekPart(out FrameHeader header, out ReadOnlySpan<byte> part)
            && header.Type == FrameType.Chunk && (header.Flags & FrameFlags.Chunked) == 0 && header.Length - part.Length >= LeastOpened
            && _assembler.Open(header, part) is { IsEmpty: false } rest)
        {
            _openChunk = new OpenedChunk(header, rest);
            _input.Clear();
        }
    }

    private ReadStep OnOpenChunk(OpenedChunk chunk, PendingCall? caller)
    {
        AcknowledgeChunk(chunk.Header.Length);
        return _assembler.TryClose(chunk.Header, chunk.Length, out FrameHeader first, out KeptBytes? message)
            ? OnMessage(first, message!, caller)
            : ReadStep.NeedsInput;
    }

    /// <summary>A message in chunks is complete.</summary>
    private ReadStep OnMessage(in FrameHeader first, KeptBytes message, PendingCall? caller)
    {
        if (first.Type == FrameType.Request)
        {
            return OnRequest(first, message.WithHead(CallHeader.Size + IncomingCall.FlowHeaderBytes + Limits.MaxHeaderBytes), caller, message);
        }

        if (first.Type == FrameType.Reply && message.Length > MostDecodedByReader && caller?.Id != first.Id)
        {
            // Its caller waits for nothing else, and what comes behind it on this connection need not wait for it.
            ThreadPool.UnsafeQueueUserWorkItem(static answer => answer.Connection.OnLongReply(answer.First, answer.Message), (Connection: this, First: first, Message: message), preferLocal: false);
            return ReadStep.NeedsInput;
        }

        using (message)
        {
            return OnFrame(first, message.Join(), caller);
        }
    }

    private void OnLongReply(FrameHeader first, KeptBytes message)
    {
        try
        {
            using (message)
            {
                TakeLongReply(first, message.Join().Span);
            }
        }
        catch (Exception exception)
        {
            // A thread of the pool: what the peer has sent wrongly costs its connection here too, and not the program.
            EndBecauseOf(exception);
        }
    }

    private void TakeLongReply(in FrameHeader first, ReadOnlySpan<byte> body)
    {
        RpcHeaders? headers = TakeHeaders(first, ref body);
        if (_pending.TryTake(first.Id) is not { } call)
        {
            _notes.AnswerForNobody();
            return;
        }

        call.Scope?.Answered(headers);
        call.SetReply(body);
    }

    /// <summary>A message in chunks that is not taken costs its call; what is still to come of it is passed over.</summary>
    private void RefuseMessage(in FrameHeader header, RpcException refusal)
    {
        if (header.Type == FrameType.Shapes)
        {
            throw new ProtocolException(ProtocolFault.TooMuchIncomplete, refusal.Message);
        }

        if (MessageAssembler.IsAnswer(header.Type))
        {
            if (_pending.TryTake(header.Id) is { } call)
            {
                // A stream's writer goes on otherwise.
                _output.AddControl(FrameType.Cancel, header.Id, default);
                RpcOutcome outcome = header.Type == FrameType.Reply ? RpcOutcome.Completed : RpcOutcome.MaybeExecuted;
                CallFailures.NotTaken(Logger, call.What, call.Uri, refusal);
                call.SetError(new RpcException(refusal.Status, $"The answer of {call.What} at {call.Uri} was not taken. {refusal.Message}", outcome, refusal.Reason) { RemoteUri = call.Uri });
            }
        }
        else
        {
            Refuse(header, refusal);
        }
    }

    /// <summary>For the clock: messages of which no more comes are dropped.</summary>
    private void DropStalled(long now)
    {
        if (_assembler.DropStalled(now) is { } dropped)
        {
            RefuseStalled(dropped);
        }
    }

    private void RefuseStalled(List<FrameHeader> dropped)
    {
        foreach (FrameHeader header in dropped)
        {
            RefuseMessage(header, RemoteErrors.OverLimit("No more of the message came for too long", nameof(RpcLimits.IncompleteTimeout), Limits.IncompleteTimeout));
        }

        if (dropped.Count > 0)
        {
            _output.FlushSoon();
        }
    }

    /// <summary>Lets the peer send as many bytes of chunks more as this reader took, passed-over ones too. Like every answer of the reader it waits for no room.</summary>
    private void AcknowledgeChunk(int bytes)
    {
        _chunkBytes += bytes;
        if (_chunkBytes >= LongMessages.Window / 2)
        {
            AddCredit(0, _chunkBytes);
            _chunkBytes = 0;
        }
    }
}
