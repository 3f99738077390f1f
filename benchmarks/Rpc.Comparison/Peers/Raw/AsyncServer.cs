using System.Net.Sockets;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>Awaits a receive, answers every request in it where it was read, sends all replies at once.</summary>
internal static class AsyncServer
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
        RawService service = new();
        while (await connection.ReceiveAsync(requests.Free) is var count and > 0)
        {
            requests.Added(count);
            while (service.Answer(requests.Filled) is (> 0 and var read, var reply))
            {
                await connection.SendAsync(reply);
                requests.Read(read);
            }
        }
    }
}
