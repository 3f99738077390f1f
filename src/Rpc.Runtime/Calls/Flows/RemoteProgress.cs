using System.Threading.Channels;
using Rpc.Buffers;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A receiver of progress among the arguments of a call, on the callee's side. A report costs no wait unless its receiver is <see cref="MostUntold"/> reports behind.</summary>
/// <remarks>Thread-safe. Invariant: <c>_untold</c> holds as many as there are reports that were sent and not acknowledged.</remarks>
internal sealed class RemoteProgress<T>(IncomingCall call, int place, ValueCodec<T> codec) : IProgress<T>
{
    /// <summary>Reports that may be under way.</summary>
    private const int MostUntold = 64;

    /// <summary>A longer message travels in chunks, which a reply may overtake.</summary>
    private const int MostInFrame = 64 * 1024;

    private readonly Channel<bool> _untold = Channel.CreateBounded<bool>(MostUntold);

    /// <summary>Tells the caller. When nobody listens any more, nothing happens.</summary>
    public void Report(T value)
    {
        if (call.FlowsEnded)
        {
            return;
        }

        PooledBuffer message = call.NewFlowMessage(place);
        PendingReport? report = null;
        try
        {
            call.WriteValue(message, value, codec);
            bool isLong = message.Length - CallChannel.FrameRoom > MostInFrame;
            report = TryStart(message);
            if (report is not null && isLong)
            {
                ReadingThread.Wait(report.Told, call.CancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The caller has gone.
        }
        finally
        {
            // Once it was started, the message is the connection's.
            if (report is null)
            {
                message.Dispose();
            }
        }
    }

    private PendingReport? TryStart(PooledBuffer message)
    {
        int most = call.Channel.PeerMaxMessageBytes;
        int length = message.Length - CallChannel.FrameRoom;
        if (length > most)
        {
            throw CallFailures.Refused(call.Channel, RemoteErrors.TooLong($"A report of {call.What} has", length, "the caller", most, RpcOutcome.NotExecuted));
        }

        if (!_untold.Writer.TryWrite(true))
        {
            ReadingThread.Wait(_untold.Writer.WriteAsync(true, call.CancellationToken).AsTask());
        }

        var report = new PendingReport(_untold.Reader);
        call.PrepareFlow(report, CancellationToken.None);
        if (call.Channel.TryStart(report, message))
        {
            return report;
        }

        _untold.Reader.TryRead(out _);
        return null;
    }
}
