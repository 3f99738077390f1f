using System.Text.Json;
using Rpc.Buffers;
using Rpc.Codec;

namespace Rpc.Calls;

/// <content>The answers that a generated dispatcher gives.</content>
public sealed partial class IncomingCall
{
    private long _earlyCredit;

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

    /// <summary>Answers with a result.</summary>
    public ValueTask Respond<T>(T result, ValueCodec<T> codec)
    {
        PooledBuffer message = CallChannel.NewMessage();
        try
        {
            WriteValue(message, result, codec);
        }
        catch
        {
            message.Dispose();
            throw;
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
        Stream = stream;
        stream.TryAddCredit(TakeEarlyCredit());
        return stream.SendAsync(items);
    }

    /// <summary>The stream that answers this call, once the handler has made it.</summary>
    internal OutgoingStream? Stream { get; private set; }

    /// <summary>Adds what the reader of this call's stream allows. False when it claims more than any reader may.</summary>
    /// <remarks>The first credit follows the request at once, so it often comes before the handler has made the stream: then it waits here. Each side makes its mark
    /// (the credit, the stream) before it looks for the other's, so one of them sees both.</remarks>
    internal bool TryAddCredit(uint bytes) =>
        Interlocked.Add(ref _earlyCredit, bytes) <= int.MaxValue && (Stream is not { } stream || stream.TryAddCredit(TakeEarlyCredit()));

    private uint TakeEarlyCredit() => (uint)Interlocked.Exchange(ref _earlyCredit, 0);

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

    internal void EndStream()
    {
        _answered = true;
        Channel.Answer(this, AnswerKind.StreamEnd, CallChannel.NewMessage());
    }

    private void SendReply(PooledBuffer message)
    {
        if (message.Length - CallChannel.FrameRoom > Channel.PeerMaxMessageBytes)
        {
            int length = message.Length - CallChannel.FrameRoom;
            message.Dispose();
            throw new RpcException(RpcStatus.ResourceExhausted, $"The result of {What} has {length} bytes, and the caller takes {Channel.PeerMaxMessageBytes} ({nameof(RpcLimits)}.{nameof(RpcLimits.MaxMessageBytes)} of its side).", RpcOutcome.Completed, RpcErrorReason.OverLimit);
        }

        _answered = true;
        Channel.Answer(this, AnswerKind.Reply, message);
    }
}
