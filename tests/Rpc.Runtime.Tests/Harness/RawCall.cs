using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Codec;
using Rpc.Protocol;

namespace Rpc.Runtime.Tests;

/// <summary>Calls that no proxy would make.</summary>
internal static class RawCall
{
    /// <summary>Calls a method by its number on the wire, without arguments.</summary>
    public static Task SendAsync(CallRoute route, MethodDescriptor method, ushort number) => SendAsync(route, method, number, CallHeaderFlags.None, default);

    /// <summary>Sends a request with any flags and any body.</summary>
    public static async Task SendAsync(CallRoute route, MethodDescriptor method, ushort number, CallHeaderFlags flags, ReadOnlyMemory<byte> body)
    {
        PooledBuffer message = CallChannel.NewMessage(CallHeader.Size);
        var start = new CallStart(1, 0, Environment.TickCount64 + 20_000);
        start.Header(route.Binding, number, flags).Write(message.Written[CallChannel.FrameRoom..]);
        message.Append(body.Span);
        PendingResult<int> call = PendingResult<int>.Rent(static (ref RpcReader _) => 0, waiter: null);
        call.Prepare(route, start, method.Signature, CancellationToken.None);
        ValueTask<int> answer = call.AsTask();
        if (!route.Channel.TryStart(call, message))
        {
            throw new IOException("The connection has ended.");
        }

        await answer;
    }
}
