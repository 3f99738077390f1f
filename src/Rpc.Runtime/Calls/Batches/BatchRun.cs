using System.Buffers.Binary;
using Rpc.Buffers;
using Rpc.Codec;
using Rpc.Protocol;

namespace Rpc.Calls;

/// <summary>One batch that runs: the next call begins when the one before has ended.</summary>
/// <remarks>
/// Invariant: one thread at a time is inside, the one that begins a call or the one that it ended on; <c>_state</c> hands over between the two: whichever of "the handler has
/// returned" and "the call has ended" comes second goes on.
/// </remarks>
internal sealed class BatchRun(BatchTarget target, IncomingCall batch, BatchRequest request, Func<CallHeader, RpcException?> refusalOf, Action<Action<object?>, object?> elsewhere)
{
    private const int PartHeadBytes = 5;

    private readonly TaskCompletionSource<byte[]> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PooledBuffer _answers = PooledBuffer.Rent();
    private BatchRequest _request = request;
    private IncomingCall? _current;
    private int _begun;
    private int _state;
    private bool _failed;

    /// <summary>Writes the answers, which have their form already.</summary>
    public static ValueCodec<byte[]> Answers { get; } = new(static (ref writer, answers) => writer.WriteBytes(answers), NoCodec, static (ref _, _) => throw new NotSupportedException("A batch has no form in JSON."), NoJson);

    private int MostBytes => batch.Channel.PeerMaxMessageBytes;

    public async ValueTask<byte[]> RunAsync()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_answers.Take(sizeof(int)), _request.Count);
        try
        {
            await using (batch.CancellationToken.UnsafeRegister(static run => Volatile.Read(ref ((BatchRun)run!)._current)?.Cancel(), this).ConfigureAwait(false))
            {
                Continue();
                return await _done.Task.ConfigureAwait(false);
            }
        }
        finally
        {
            _answers.Dispose();
        }
    }

    /// <summary>A call has been answered.</summary>
    public void Answered(AnswerKind kind, PooledBuffer message)
    {
        using (message)
        {
            ReadOnlySpan<byte> body = WithoutHeaders(message.Written[CallChannel.FrameRoom..]);
            _failed |= kind != AnswerKind.Reply;
            if (_answers.Length + PartHeadBytes + body.Length > MostBytes)
            {
                Error(RemoteErrors.TooLong($"With the result of {_current!.What} the answers of its batch have", _answers.Length + PartHeadBytes + body.Length, "the caller", MostBytes, RpcOutcome.Completed));
                return;
            }

            Part(kind == AnswerKind.Reply ? BatchPart.Result : BatchPart.Error, body);
        }
    }

    /// <summary>The headers of a call's answer are the batch's: there is one answer.</summary>
    private ReadOnlySpan<byte> WithoutHeaders(ReadOnlySpan<byte> body)
    {
        if (!_current!.AnswersWithHeaders)
        {
            return body;
        }

        int length = CallHeaderBlock.Length(body);
        foreach ((string name, string value) in CallHeaderBlock.Read(body[..length]))
        {
            batch.NeedExtras().Response[name] = value;
        }

        return body[length..];
    }

    /// <summary>A call has ended.</summary>
    public void Ended(IncomingCall call)
    {
        if (call.IsOneWay)
        {
            Part(BatchPart.Result, default);
        }

        if (Interlocked.Exchange(ref _state, 1) == 1)
        {
            // Not here: this is a thread of the handler's, or of whatever it waited for.
            elsewhere(static run => ((BatchRun)run!).Continue(), this);
        }
    }

    private void Continue()
    {
        try
        {
            while (_begun < _request.Count)
            {
                _begun++;
                if (!Begin())
                {
                    return;
                }
            }

            _done.TrySetResult(_answers.Written.ToArray());
        }
        catch (Exception exception)
        {
            _done.TrySetException(exception);
        }
    }

    /// <summary>Runs the next call. False when it goes on by itself, and calls <see cref="Continue"/> later.</summary>
    private bool Begin()
    {
        (ushort method, bool oneWay, ReadOnlyMemory<byte> arguments) = _request.Next();
        if ((_failed && _request.StopsAtFirstError) || batch.CancellationToken.IsCancellationRequested)
        {
            Part(BatchPart.NotRun, default);
            return true;
        }

        CallHeader header = batch.Header with { Method = method, Flags = CallHeaderFlags.None, TimeoutMilliseconds = 0 };
        RpcException? refusal = refusalOf(header) ?? RefusalOf(method);
        if (refusal is not null)
        {
            Error(refusal);
            return true;
        }

        _state = 0;
        var call = new IncomingCall(new BatchChannel(batch.Channel, this));
        call.Begin(target.Target, batch.Shapes, batch.Id, WithTime(header), oneWay, arguments, payloadOwner: null, batch.Extras?.Headers);
        Volatile.Write(ref _current, call);
        if (batch.CancellationToken.IsCancellationRequested)
        {
            call.Cancel();
        }

        call.Run();
        return Interlocked.Exchange(ref _state, 1) == 1;
    }

    private CallHeader WithTime(CallHeader header) => batch.Deadline == long.MaxValue
        ? header
        : header with { TimeoutMilliseconds = (uint)Math.Clamp(batch.Deadline - Environment.TickCount64, 1, uint.MaxValue) };

    private RpcException? RefusalOf(ushort method)
    {
        MethodDescriptor called = target.Target.MethodOf(method);
        return (called.Traits & (MethodTraits.ServerStream | MethodTraits.ClientStream | MethodTraits.Progress)) == 0
            ? null
            : new RpcException(RpcStatus.Unimplemented, $"{target.Descriptor.Name}.{called.Signature} has a stream, a body or progress, which a batch cannot carry: call it by itself.", reason: RpcErrorReason.NoSuchMethod);
    }

    private void Error(RpcException error)
    {
        _failed = true;
        using PooledBuffer body = PooledBuffer.Rent();
        new ErrorPayload(error.Status, error.Outcome, error.Reason, error.Message).Write(body);
        Part(BatchPart.Error, body.Written);
    }

    private void Part(BatchPart part, ReadOnlySpan<byte> body)
    {
        Span<byte> head = _answers.Take(PartHeadBytes);
        head[0] = (byte)part;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], body.Length);
        _answers.Append(body);
    }

    private static byte[] NoCodec(ref RpcReader reader) => throw new NotSupportedException("Answers of a batch are read by its caller.");

    private static byte[] NoJson(ref RpcJsonReader reader) => throw new NotSupportedException("A batch has no form in JSON.");
}
