using Rpc.Transports;

namespace Rpc.Testing;

/// <summary>Moves bytes between the lanes of a link and a real connection at their far end.</summary>
internal static class FaultPump
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Moves until both directions have ended, or the link has; the far connection is aborted then.</summary>
    public static void Start(FaultLink link, TransportConnection far, FaultLane toFar, FaultLane fromFar)
    {
        Task sending = Task.Run(() => SendAsync(link, far, toFar, fromFar));
        Task receiving = Task.Run(() => ReceiveAsync(link, far, fromFar));
        _ = EndAsync(link, far, toFar, fromFar, Task.WhenAll(sending, receiving));
    }

    private static async Task EndAsync(FaultLink link, TransportConnection far, FaultLane toFar, FaultLane fromFar, Task moving)
    {
        await Task.WhenAny(link.Ended, moving).ConfigureAwait(false);
        far.Abort();
        await moving.ConfigureAwait(false);
        link.Leave(fromFar, toFar);
    }

    private static async Task SendAsync(FaultLink link, TransportConnection far, FaultLane lane, FaultLane back)
    {
        byte[] buffer = new byte[BufferBytes];
        try
        {
            int taken;
            while ((taken = await lane.TakeAsync(buffer).ConfigureAwait(false)) > 0)
            {
                await far.SendAsync(buffer.AsMemory(0, taken)).ConfigureAwait(false);
            }

            if (back.IsStopped)
            {
                // Whoever sent this has gone for good.
                link.End();
            }
            else
            {
                far.EndSending();
            }
        }
        catch (IOException exception)
        {
            link.Break(exception.Message);
        }
    }

    private static async Task ReceiveAsync(FaultLink link, TransportConnection far, FaultLane lane)
    {
        byte[] buffer = new byte[BufferBytes];
        try
        {
            int received;
            while ((received = await far.ReceiveAsync(buffer).ConfigureAwait(false)) > 0)
            {
                await lane.PutAsync(buffer.AsMemory(0, received)).ConfigureAwait(false);
            }

            lane.Complete();
        }
        catch (IOException exception)
        {
            link.Break(exception.Message);
        }
    }
}
