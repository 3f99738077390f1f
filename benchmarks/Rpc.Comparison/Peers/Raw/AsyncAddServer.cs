using System.Net.Sockets;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>Awaits a receive, answers every request in it where it was read, sends all replies at once.</summary>
internal static class AsyncAddServer
{
    public static Task<string> StartAsync()
    {
        Sockets.AcceptAll(Sockets.Listen(out string endpoint), connection => _ = ServeAsync(connection));
        return Task.FromResult(endpoint);
    }

    private static async Task ServeAsync(Socket connection)
    {
        using Socket _ = connection;
        ReceiveBuffer requests = new();
        byte[] replies = GC.AllocateUninitializedArray<byte>(ReceiveBuffer.Size, pinned: true);
        while (await connection.ReceiveAsync(requests.Free) is var count and > 0)
        {
            requests.Added(count);
            (int read, int written) = AddFrame.AnswerAll(requests.Filled, replies);
            requests.Read(read);
            await connection.SendAsync(replies.AsMemory(0, written));
        }
    }
}
