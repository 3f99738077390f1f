using System.Text;
using Rpc.Buffers;
using Rpc.Codec;
using Rpc.Protocol;

namespace Rpc.Calls;

/// <summary>A way to one object: a connection, the number under which the object is bound there, and what its contract lacks or has more.</summary>
internal sealed class CallRoute(CallChannel channel, uint binding, string uri, ushort[]? methodMap)
{
    /// <summary>In <c>methodMap</c>: the callee does not know the method.</summary>
    public const ushort Missing = ushort.MaxValue;

    /// <summary>In <c>methodMap</c>: the callee does not say whether it knows the method, since this caller may not call all of them. It answers such a call with what it has to say.</summary>
    public const ushort Withheld = ushort.MaxValue - 1;

    public CallChannel Channel { get; } = channel;

    public uint Binding { get; } = binding;

    public string Uri { get; } = uri;

    /// <summary>Whether the binding has an object of its own, which lives as long as the binding.</summary>
    public bool IsSession { get; init; }

    /// <summary>The shapes of the callee's types, where its contract differs.</summary>
    public PeerShapes? Shapes { get; init; }

    /// <summary>Gives the binding back: nothing is called through it any more.</summary>
    public void End() => Channel.Unbind(Binding);

    /// <summary>The message of a request: headers, then the arguments. The caller sends or disposes it.</summary>
    /// <exception cref="RpcException">The callee lacks the method, an argument cannot travel, or they are too long for the callee.</exception>
    public PooledBuffer Encode<TArguments>(in CallStart start, MethodDescriptor method, in TArguments arguments)
        where TArguments : struct, ICallArguments
    {
        // Known when the method is compiled for these arguments: other calls do not look.
        bool isBatch = typeof(TArguments) == typeof(BatchArguments);
        ushort number = isBatch ? (ushort)0 : NumberOf(method);
        PooledBuffer message = CallChannel.NewMessage(CallHeader.Size);
        try
        {
            start.Header(Binding, number, isBatch ? CallHeaderFlags.Batch : CallHeaderFlags.None).Write(message.Written[CallChannel.FrameRoom..]);
            WriteHeaders(message, start.Headers);
            var writer = new RpcWriter(message, Channel.References);
            if (isBatch)
            {
                ((BatchArguments)(object)arguments).Message.Write(ref writer, this);
            }
            else
            {
                arguments.Write(ref writer);
            }

            writer.Flush();
            int length = message.Length - CallChannel.FrameRoom;
            return length <= Channel.PeerMaxMessageBytes
                ? message
                : throw CallFailures.Refused(Channel, RemoteErrors.TooLong($"The arguments of {method.Signature} have", length, $"the server at {Uri}", Channel.PeerMaxMessageBytes, RpcOutcome.NotExecuted, Uri));
        }
        catch (RpcException exception) when (exception.Reason == RpcErrorReason.Undecodable)
        {
            message.Dispose();
            throw RemoteErrors.UnwritableArguments(exception, method, Uri);
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    /// <summary>The same for a call in JSON, whose arguments are text.</summary>
    public PooledBuffer EncodeJson(in CallStart start, MethodDescriptor method, string arguments)
    {
        PooledBuffer message = CallChannel.NewMessage(CallHeader.Size);
        start.Header(Binding, (ushort)method.Index, CallHeaderFlags.Json).Write(message.Written[CallChannel.FrameRoom..]);
        WriteHeaders(message, start.Headers);
        string text = string.IsNullOrWhiteSpace(arguments) ? "[]" : arguments;
        Encoding.UTF8.GetBytes(text, message.Take(Encoding.UTF8.GetByteCount(text)));
        return message;
    }

    private void WriteHeaders(PooledBuffer message, RpcHeaders? headers)
    {
        if (headers is not null)
        {
            int most = Channel.Limits.MaxHeaderBytes;
            int bytes = CallHeaderBlock.Measure(headers);
            if (bytes > most)
            {
                message.Dispose();
                throw RemoteErrors.OverLimit($"The headers of the call to {Uri} have {bytes} bytes", nameof(RpcLimits.MaxHeaderBytes), most, Uri);
            }

            CallHeaderBlock.Write(message, headers);
        }
    }

    /// <summary>The failure of a call for which there was no room before its deadline.</summary>
    public RpcException NoRoom(MethodDescriptor method) =>
        CallFailures.Overdue(Channel.Logger, method.Signature, new(RpcStatus.DeadlineExceeded, $"{method.Signature} at {Uri} could not be sent before its deadline: the peer does not read.") { RemoteUri = Uri });

    /// <summary>The callee's number for a method; its own number where the contracts are equal.</summary>
    /// <exception cref="RpcException">The callee's contract has no such method.</exception>
    public ushort NumberOf(MethodDescriptor method)
    {
        if (methodMap is null)
        {
            return (ushort)method.Index;
        }

        ushort number = methodMap[method.Index];
        return number != Missing
            ? number
            : throw new RpcException(RpcStatus.Unimplemented, $"The object at {Uri} has no method {method.Signature}: its side was built with another version of the contract.", reason: RpcErrorReason.NoSuchMethod) { RemoteUri = Uri };
    }
}
