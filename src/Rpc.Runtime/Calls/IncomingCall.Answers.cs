using System.Text.Json;
using Rpc.Buffers;
using Rpc.Codec;
using Rpc.Protocol;

namespace Rpc.Calls;

/// <content>The answers that a generated dispatcher gives.</content>
public sealed partial class IncomingCall
{
    /// <summary>Answers a method without a result.</summary>
    public ValueTask Respond()
    {
        if (!IsOneWay)
        {
            PooledBuffer message = CallChannel.NewMessage();
            if (IsJson)
            {
                message.Append("null"u8);
            }

            SendReply(message);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Answers with a result. One that owns memory is disposed as soon as it is written.</summary>
    public ValueTask Respond<T>(T result, ValueCodec<T> codec)
    {
        PooledBuffer message = CallChannel.NewMessage();
        try
        {
            WriteValue(message, result, codec);
        }
        catch (RpcException exception) when (exception.Reason == RpcErrorReason.Undecodable)
        {
            message.Dispose();
            throw RemoteErrors.UnwritableResult(exception, What);
        }
        catch
        {
            message.Dispose();
            throw;
        }
        finally
        {
            codec.Release(result);
        }

        SendReply(message);
        return ValueTask.CompletedTask;
    }

    /// <summary>Answers when the task is done.</summary>
    public ValueTask RespondAsync(Task task) => RespondAsync(new ValueTask(task));

    /// <summary>Answers when the task is done.</summary>
    public ValueTask RespondAsync<T>(Task<T> task, ValueCodec<T> codec) => RespondAsync(new ValueTask<T>(task), codec);

    /// <summary>Answers when the task is done.</summary>
    public ValueTask RespondAsync(ValueTask task)
    {
        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
            return Respond();
        }

        return Await(task);

        async ValueTask Await(ValueTask pending)
        {
            await pending.ConfigureAwait(false);
            await Respond().ConfigureAwait(false);
        }
    }

    /// <summary>Answers when the task is done.</summary>
    public ValueTask RespondAsync<T>(ValueTask<T> task, ValueCodec<T> codec)
    {
        return task.IsCompleted ? Respond(task.GetAwaiter().GetResult(), codec) : Await(task, codec);

        async ValueTask Await(ValueTask<T> pending, ValueCodec<T> resultCodec)
        {
            T result = await pending.ConfigureAwait(false);
            await Respond(result, resultCodec).ConfigureAwait(false);
        }
    }

    /// <summary>Answers with a stream of items.</summary>
    public ValueTask RespondStreamAsync<T>(IAsyncEnumerable<T> items, ValueCodec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(items);
        var stream = new OutgoingStream<T>(this, codec);
        Volatile.Write(ref _stream, stream);
        PassCredit(stream);
        return stream.SendAsync(items);
    }

    /// <summary>Answers with a body of bytes, which is read to its end and disposed.</summary>
    /// <param name="body">The body.</param>
    /// <param name="nullable">Whether the method may return null.</param>
    public ValueTask RespondBody(Stream? body, bool nullable) =>
        RespondStreamAsync(new BodyItems(nullable ? body : CodecErrors.NotNull(body, $"The result of {What}"), owned: true), BodyCodec.Value);

    /// <summary>Answers with a body when the task is done.</summary>
    /// <inheritdoc cref="RespondBody"/>
    public ValueTask RespondBodyAsync<TBody>(Task<TBody> body, bool nullable)
        where TBody : Stream? => RespondBodyAsync(new ValueTask<TBody>(body), nullable);

    /// <summary>Answers with a body when the task is done.</summary>
    /// <inheritdoc cref="RespondBody"/>
    public async ValueTask RespondBodyAsync<TBody>(ValueTask<TBody> body, bool nullable)
        where TBody : Stream? => await RespondBody(await body.ConfigureAwait(false), nullable).ConfigureAwait(false);

    /// <summary>Takes credit for this call's stream, also before the handler has given one. False when it is more than any stream can have.</summary>
    internal bool TryAddCredit(uint bytes)
    {
        return Interlocked.Add(ref _credit, bytes) <= int.MaxValue
            && (Volatile.Read(ref _stream) is not { } stream || PassCredit(stream));
    }

    // Both sides add or publish first and look second, so credit that comes while the stream is made is passed by one of them.
    private bool PassCredit(OutgoingStream stream) => stream.TryAddCredit(Interlocked.Exchange(ref _credit, 0));

    internal void WriteValue<T>(PooledBuffer message, T value, ValueCodec<T> codec)
    {
        if (IsJson)
        {
            using var output = new Utf8JsonWriter(message);
            var json = new RpcJsonWriter(output, Channel.References);
            codec.WriteJson(ref json, value);
            output.Flush();
        }
        else
        {
            var writer = new RpcWriter(message, Channel.References);
            codec.Write(ref writer, value);
            writer.Flush();
        }
    }

    internal void EndStream() => EndWith(AnswerKind.StreamEnd, NewAnswer());

    /// <summary>Sends the answer that waited until everything around the handler was done.</summary>
    internal void SendHeld()
    {
        if (Extras is { HoldsAnswer: true } extras)
        {
            extras.HoldsAnswer = false;
            if (extras.Answer is { } message)
            {
                extras.Answer = null;
                SendReply(message);
            }
            else if (!_answered && !IsOneWay)
            {
                throw new RpcException(RpcStatus.Internal, $"{What} gave no answer: an interceptor of its server ended it without one. Let what it called throw, or throw an exception that says why.", RpcOutcome.MaybeExecuted);
            }
        }
    }

    /// <summary>Whether the answer brings headers.</summary>
    internal bool AnswersWithHeaders => Extras is { HasResponse: true };

    /// <summary>A message that begins with the answer's headers, if there are any.</summary>
    /// <param name="isError">An error is told in any case: headers that are too many are left out of it.</param>
    private PooledBuffer NewAnswer(bool isError = false)
    {
        PooledBuffer message = CallChannel.NewMessage();
        if (AnswersWithHeaders)
        {
            RpcHeaders headers = Extras!.Response;
            int bytes = CallHeaderBlock.Measure(headers);
            if (bytes > Channel.Limits.MaxHeaderBytes)
            {
                // What cannot be sent must not keep the error that says so from being sent.
                Extras.DropResponse();
                if (isError)
                {
                    return message;
                }

                message.Dispose();
                throw new RpcException(RpcStatus.ResourceExhausted, $"The headers of the answer of {What} have {bytes} bytes, and {nameof(RpcLimits)}.{nameof(RpcLimits.MaxHeaderBytes)} of its side is {Channel.Limits.MaxHeaderBytes}.", RpcOutcome.Completed, RpcErrorReason.OverLimit);
            }

            CallHeaderBlock.Write(message, headers);
        }

        return message;
    }

    private void SendReply(PooledBuffer message)
    {
        if (message.Length - CallChannel.FrameRoom > Channel.PeerMaxMessageBytes)
        {
            int length = message.Length - CallChannel.FrameRoom;
            message.Dispose();
            throw CallFailures.Refused(Channel, RemoteErrors.TooLong($"The result of {What} has", length, "the caller", Channel.PeerMaxMessageBytes, RpcOutcome.Completed));
        }

        if (Extras is { } extras)
        {
            if (extras.HoldsAnswer)
            {
                extras.Answer?.Dispose();
                extras.Answer = message;
                return;
            }

            message = Headed(message);
        }

        EndWith(AnswerKind.Reply, message);
    }

    /// <summary>Sends the last answer. The caller's flows end before: its side stops them when it hears the answer, and a reader that the handler has left behind would take that for the caller's wish.</summary>
    private void EndWith(AnswerKind kind, PooledBuffer message)
    {
        _answered = true;
        _flows?.End(this);
        Channel.Answer(this, kind, message);
    }

    /// <summary>The message with the answer's headers before it: they may have been set after the result was written.</summary>
    private PooledBuffer Headed(PooledBuffer message)
    {
        if (!AnswersWithHeaders)
        {
            return message;
        }

        using (message)
        {
            PooledBuffer headed = NewAnswer();
            headed.Append(message.Written[CallChannel.FrameRoom..]);
            return headed;
        }
    }
}
