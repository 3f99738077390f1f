using System.Net.Sockets;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>A thread per connection that blocks in receive, answers and sends.</summary>
internal static class BlockingServer
{
    /// <summary>Listens and gives each connection a thread that runs <paramref name="serve"/>.</summary>
    public static Task<string> StartAsync(Action<Socket> serve)
    {
        Sockets.AcceptAll(
            Sockets.Listen(out string endpoint),
            connection => new Thread(() => Serve(connection, serve)) { IsBackground = true }.Start());
        return Task.FromResult(endpoint);
    }

    /// <summary>Answers calls until the client ends.</summary>
    public static void Answer(Socket connection)
    {
        ReceiveBuffer requests = new();
        RawService service = new();
        while (connection.Receive(requests.Free.Span) is var count and > 0)
        {
            requests.Added(count);
            while (service.Answer(requests.Filled) is (> 0 and var read, var reply))
            {
                connection.Send(reply.Span);
                requests.Read(read);
            }
        }
    }

    private static void Serve(Socket connection, Action<Socket> serve)
    {
        using Socket _ = connection;
        try
        {
            serve(connection);
        }
        catch (SocketException)
        {
            // The client has ended in the middle of what it was being sent, as the reader of a stream does.
        }
    }
}
