using System.Net;
using System.Net.Sockets;

namespace Rpc.Past.Tests;

/// <summary>What a client and a server said to each other, in order. As text a line each: the side, and the bytes in hexadecimal.</summary>
internal sealed class Conversation
{
    private readonly List<Frame> _frames = [];
    private readonly Lock _gate = new();

    public IReadOnlyList<Frame> Frames => _frames;

    public static Conversation Load(string path)
    {
        var conversation = new Conversation();
        foreach (string[] line in File.ReadLines(path).Where(line => !line.StartsWith('#')).Select(line => line.Split(' ')))
        {
            conversation._frames.Add(new Frame(line[0], Convert.FromHexString(line[1])));
        }

        return conversation;
    }

    public void Save(string path, string title) => File.WriteAllText(
        path, $"# {title}\n" + string.Concat(_frames.Where(frame => frame.Side == "client" || !frame.IsUpkeep).Select(frame => $"{frame.Side} {Convert.ToHexStringLower(frame.Settled().Bytes)}\n")));

    /// <summary>Stands between a client and the server at <paramref name="server"/>, and notes what passes. The address to call instead comes first.</summary>
    public (string Address, Task Ended) Overhear(RemoteUri server, CancellationToken cancellationToken)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ($"rpc://{listener.LocalEndpoint}/{server.ObjectId}", RunAsync());

        async Task RunAsync()
        {
            using (listener)
            using (TcpClient client = await listener.AcceptTcpClientAsync(cancellationToken))
            using (var upstream = new TcpClient { NoDelay = true })
            {
                client.NoDelay = true;
                await upstream.ConnectAsync(server.Host!, server.Port, cancellationToken);
                await Task.WhenAll(
                    PassAsync("client", client.GetStream(), upstream, cancellationToken),
                    PassAsync("server", upstream.GetStream(), client, cancellationToken));
            }
        }
    }

    private async Task PassAsync(string side, NetworkStream from, TcpClient to, CancellationToken cancellationToken)
    {
        for (bool isFirst = true; await Frame.ReadAsync(side, from, isFirst, cancellationToken) is { } frame; isFirst = false)
        {
            lock (_gate)
            {
                _frames.Add(frame);
            }

            await to.GetStream().WriteAsync(frame.Bytes, cancellationToken);
        }

        to.Client.Shutdown(SocketShutdown.Send);
    }
}
