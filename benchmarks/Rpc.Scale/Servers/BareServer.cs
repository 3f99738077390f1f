using System.Net.Sockets;

namespace Rpc.Scale.Servers;

/// <summary>The floor of many connections: each has one asynchronous receive pending, and the buffers of a few small frames.</summary>
internal static class BareServer
{
    private const int Frames = 4;

    public static string Start()
    {
        Sockets.AcceptAll(Sockets.Listen(out string endpoint), connection => _ = ServeAsync(connection));
        return endpoint;
    }

    private static async Task ServeAsync(Socket connection)
    {
        using Socket _ = connection;
        byte[] received = new byte[Frames * AddFrame.RequestSize];
        byte[] replies = new byte[Frames * AddFrame.ReplySize];
        int filled = 0;
        try
        {
            while (await connection.ReceiveAsync(received.AsMemory(filled)) is var count and > 0)
            {
                filled += count;
                (int read, int written) = AddFrame.AnswerAll(received.AsSpan(0, filled), replies);
                received.AsSpan(read, filled - read).CopyTo(received);
                filled -= read;
                await connection.SendAsync(replies.AsMemory(0, written));
            }
        }
        catch (SocketException)
        {
            // The client process was ended with its work.
        }
    }
}
