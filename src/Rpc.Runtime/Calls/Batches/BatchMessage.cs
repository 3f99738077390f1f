using System.Buffers.Binary;
using Rpc.Buffers;
using Rpc.Codec;
using Rpc.Protocol;

namespace Rpc.Calls;

/// <summary>The calls of one batch on the caller's side: written as one request, answered by one reply. Written anew for each attempt, which come one after another.</summary>
internal sealed class BatchMessage(IReadOnlyList<BatchEntry> calls, bool stopsAtFirstError)
{
    private readonly List<BatchEntry> _sent = [];
    private CallRoute? _route;

    /// <summary>Set when no call of it could be written, so that there was nothing to send.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Writes the calls that can be written, and tells the others why not. With stop-at-first-error it ends with the first that cannot.</summary>
    public void Write(ref RpcWriter writer, CallRoute route)
    {
        _route = route;
        _sent.Clear();
        Span<byte> head = stackalloc byte[BatchRequest.CallHeadBytes];
        using PooledBuffer body = PooledBuffer.Rent();
        bool stopped = false;
        foreach (BatchEntry call in calls)
        {
            if (stopped)
            {
                call.SetError(NotRun(call));
                continue;
            }

            try
            {
                using PooledBuffer arguments = PooledBuffer.Rent();
                WriteCall(call, arguments, head);
                body.Append(head);
                body.Append(arguments.Written);
                _sent.Add(call);
            }
            catch (RpcException exception)
            {
                call.SetError(exception.Reason == RpcErrorReason.Undecodable ? RemoteErrors.UnwritableArguments(exception, call.Method, route.Uri) : exception);
                stopped = stopsAtFirstError;
            }
        }

        IsEmpty = _sent.Count == 0;
        if (IsEmpty)
        {
            throw new RpcException(RpcStatus.InvalidArgument, "No call of the batch can be sent.", RpcOutcome.NotExecuted, RpcErrorReason.Undecodable);
        }

        head[0] = stopsAtFirstError ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], _sent.Count);
        writer.WriteBytes(head[..BatchRequest.HeadBytes]);
        writer.WriteBytes(body.Written);
    }

    /// <summary>Gives every call its answer.</summary>
    public bool Read(ref RpcReader reader)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(reader.TakeBytes(sizeof(int)));
        if (count != _sent.Count)
        {
            throw new RpcException(RpcStatus.InvalidArgument, $"{count} answers came for {_sent.Count} calls.", RpcOutcome.Completed, RpcErrorReason.Undecodable);
        }

        foreach (BatchEntry call in _sent)
        {
            var part = (BatchPart)reader.TakeBytes(1)[0];
            int length = BinaryPrimitives.ReadInt32LittleEndian(reader.TakeBytes(sizeof(int)));
            Take(call, part, reader.TakeBytes(length < 0 ? int.MaxValue : length));
        }

        return true;
    }

    /// <summary>The batch as a whole has failed: so have all calls that were sent, or might have been.</summary>
    public void Fail(Exception error)
    {
        foreach (BatchEntry call in _sent.Count > 0 ? _sent : calls)
        {
            call.SetError(error);
        }
    }

    private void WriteCall(BatchEntry call, PooledBuffer arguments, Span<byte> head)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(head, _route!.NumberOf(call.Method));
        var writer = new RpcWriter(arguments, _route.Channel.References);
        call.WriteArguments(ref writer);
        writer.Flush();
        head[2] = (call.Method.Traits & MethodTraits.OneWay) != 0 ? BatchRequest.OneWay : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(head[3..], arguments.Length);
    }

    private void Take(BatchEntry call, BatchPart part, ReadOnlySpan<byte> body)
    {
        try
        {
            switch (part)
            {
                case BatchPart.Result:
                    call.SetResult(body, _route!);
                    break;
                case BatchPart.Error:
                    call.SetError(RemoteErrors.FromPayload(ErrorPayload.Read(body), Stand(call)));
                    break;
                default:
                    call.SetError(NotRun(call));
                    break;
            }
        }
        catch (Exception exception)
        {
            call.SetError(RemoteErrors.UndecodableResult(exception, call.Method.Signature, _route!.Uri));
        }
    }

    /// <summary>The call as one by itself, for those who turn errors into exceptions.</summary>
    private PendingResult<bool> Stand(BatchEntry call)
    {
        PendingResult<bool> stand = PendingResult<bool>.Rent(null, waiter: null);
        stand.Prepare(_route!, default, call.Method, CancellationToken.None);
        return stand;
    }

    private RpcException NotRun(BatchEntry call) =>
        new(RpcStatus.Aborted, $"{call.Method.Signature} at {_route!.Uri} was not run: a call before it in its batch had failed, or the batch was cancelled.", RpcOutcome.NotExecuted, RpcErrorReason.BatchStopped) { RemoteUri = _route.Uri };
}
