using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Rpc.Buffers;
using Rpc.Codec;
using Rpc.Protocol;

namespace Rpc.Calls;

/// <content>The streams, bodies and receivers of progress among a call's arguments; and what such a flow's own call needs.</content>
public sealed partial class IncomingCall
{
    /// <summary>Before what a flow's call carries: the id of the request that the flow belongs to.</summary>
    internal const int FlowHeaderBytes = sizeof(ulong);

    private IncomingFlows? _flows;

    /// <summary>The place of this call among those of its flow.</summary>
    internal long FlowTicket { get; set; }

    /// <summary>Whether the handler has ended, and its caller's flows with it.</summary>
    internal bool FlowsEnded => _flows is { HasEnded: true };

    internal bool IsCancelled => _cancelled;

    /// <summary>The stream for an argument that <see cref="ReadArguments"/> gave.</summary>
    [return: NotNullIfNotNull(nameof(argument))]
    public IAsyncEnumerable<T>? OpenItems<T>(int place, IAsyncEnumerable<T>? argument, ValueCodec<T> codec)
    {
        if (argument is not CallersItems<T>)
        {
            return argument;
        }

        OpenFlows();
        return new RemoteItems<T>(this, place, codec);
    }

    /// <summary>The body for an argument that <see cref="ReadArguments"/> gave. Read forwards, once.</summary>
    [return: NotNullIfNotNull(nameof(argument))]
    public Stream? OpenBody(int place, Stream? argument)
    {
        if (argument != BodyArgument.Callers)
        {
            return argument;
        }

        OpenFlows();
        return new RemoteBody(_ => StartFlowAsync(place, CancellationToken, StreamWindow.MostOfBody));
    }

    /// <summary>The receiver for an argument that <see cref="ReadArguments"/> gave.</summary>
    [return: NotNullIfNotNull(nameof(argument))]
    public IProgress<T>? OpenProgress<T>(int place, IProgress<T>? argument, ValueCodec<T> codec)
    {
        if (argument is not CallersProgress<T>)
        {
            return argument;
        }

        OpenFlows();
        return new RemoteProgress<T>(this, place, codec);
    }

    /// <summary>Asks the caller for the items of one of its streams.</summary>
    internal async ValueTask<PendingStream> StartFlowAsync(int place, CancellationToken cancellationToken, int mostWindow = int.MaxValue)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Channel.HasOutputRoom)
        {
            await Channel.WaitForOutputRoomAsync(long.MaxValue, cancellationToken).ConfigureAwait(false);
        }

        var stream = new PendingStream(Channel, mostWindow) { IsFlow = true };
        PrepareFlow(stream, cancellationToken);
        PooledBuffer message = NewFlowMessage(place);
        bool open = _flows!.TryOpen(stream);
        if (!open || !Channel.TryStart(stream, message))
        {
            message.Dispose();
            throw open ? RemoteErrors.ConnectionLost(stream, "it ended before a stream of the caller's was asked for") : FlowErrors.CallEnded(What);
        }

        stream.Open();
        return stream;
    }

    internal void PrepareFlow(PendingCall pending, CancellationToken cancellationToken)
    {
        var route = new CallRoute(Channel, 0, $"the caller at {Channel.PeerAddress}", null) { Shapes = Shapes };
        pending.Prepare(route, new CallStart(Header.Chain, FlowDepth, long.MaxValue), What, cancellationToken);
    }

    /// <summary>A request to the caller for one of its flows, to which a report's value may be added.</summary>
    internal PooledBuffer NewFlowMessage(int place)
    {
        PooledBuffer message = CallChannel.NewMessage(CallHeader.Size + FlowHeaderBytes);
        Span<byte> body = message.Written[CallChannel.FrameRoom..];
        new CallHeader(0, (ushort)place, CallHeaderFlags.Flow, FlowDepth, Header.Chain, 0).Write(body);
        BinaryPrimitives.WriteUInt64LittleEndian(body[CallHeader.Size..], Id);
        return message;
    }

    /// <summary>Marks the handler of a call that brings nothing with it as entered.</summary>
    internal void EnterFlow() => ReadFlow<int>(read: null);

    /// <summary>Marks the handler of a call as entered that does not look at what it brings.</summary>
    internal void PassFlow() => Enter();

    /// <summary>Decodes what a flow's call brings, and marks its handler as entered.</summary>
    internal T? ReadFlow<T>(ReadValue<T>? read)
    {
        try
        {
            var reader = new RpcReader(_payload.Span[FlowHeaderBytes..], Channel.References, Shapes);
            T? value = read is null ? default : read(ref reader);
            reader.End();
            return value;
        }
        catch (Exception exception)
        {
            throw RemoteErrors.UndecodableArguments(exception, What);
        }
        finally
        {
            Enter();
        }
    }

    private byte FlowDepth => (byte)Math.Min(Header.Depth + 1, byte.MaxValue);

    private void OpenFlows() => _flows ??= new IncomingFlows();

    private void Finish()
    {
        _flows?.End(this);
        CallExtras? extras = Extras;
        extras?.Trace?.End();
        Channel.Finished(this);

        // From here on this object may stand for another call.
        extras?.Release();
    }
}
