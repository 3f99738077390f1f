using System.Net;
using System.Net.Sockets;

namespace Rpc.Past.Tests;

/// <summary>Plays one side of a recorded conversation against a live program, and expects of it what the other side said then.</summary>
internal sealed class Replay(Conversation conversation, string side, Stream stream)
{
    private bool _hasHandshake;

    /// <summary>Plays the client against a server.</summary>
    public static async Task AsClientAsync(Conversation conversation, RemoteUri server, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host!, server.Port, cancellationToken);
        await new Replay(conversation, "client", client.GetStream()).RunAsync(cancellationToken);
    }

    /// <summary>Plays the server for the one client that calls the address. The connection stays open until <paramref name="done"/>.</summary>
    public static (string Address, Task Ended) AsServer(Conversation conversation, string objectId, Task done, CancellationToken cancellationToken)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ($"rpc://{listener.LocalEndpoint}/{objectId}", ServeAsync());

        async Task ServeAsync()
        {
            using (listener)
            using (TcpClient client = await listener.AcceptTcpClientAsync(cancellationToken))
            {
                client.NoDelay = true;
                await new Replay(conversation, "server", client.GetStream()).RunAsync(cancellationToken);
                await done.WaitAsync(cancellationToken);
            }
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (Frame recorded in conversation.Frames)
        {
            if (recorded.Side == side)
            {
                await stream.WriteAsync(recorded.Bytes, cancellationToken);
            }
            else if (!recorded.IsUpkeep)
            {
                Assert.Equal(recorded.Lasting, (await NextAsync(recorded.Side, cancellationToken)).Lasting);
            }
        }
    }

    private async Task<Frame> NextAsync(string other, CancellationToken cancellationToken)
    {
        while (true)
        {
            Frame? frame = await Frame.ReadAsync(other, stream, !_hasHandshake, cancellationToken);
            Assert.True(frame is not null, $"The {other} ended the connection.");
            _hasHandshake = true;
            if (!frame.IsUpkeep)
            {
                return frame;
            }
        }
    }
}
