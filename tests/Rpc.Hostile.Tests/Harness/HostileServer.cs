using System.Net;
using System.Net.Sockets;
using Rpc.Protocol;
using Rpc.Protocol.Tests;

namespace Rpc.Hostile.Tests;

/// <summary>A server that shakes hands and binds as it should, and answers each request with what a test gives it.</summary>
internal sealed class HostileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<ulong, byte[]> _answer;

    public HostileServer(Func<ulong, byte[]> answer)
    {
        _answer = answer;
        _listener.Start();
        new Thread(Serve) { IsBackground = true, Name = "hostile server" }.Start();
    }

    public RemoteUri Uri => RemoteUri.Parse($"rpc://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/target");

    /// <summary>Milliseconds that it waits before it reads the next frame.</summary>
    public int ReadDelay { get; init; }

    /// <summary>What it says to whoever binds.</summary>
    public BoundPayload Bound { get; init; } = BoundPayload.Same;

    public void Dispose() => _listener.Dispose();

    private void Serve()
    {
        try
        {
            while (true)
            {
                using TcpClient client = _listener.AcceptTcpClient();
                Serve(client.GetStream());
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private void Serve(NetworkStream stream)
    {
        try
        {
            byte[] preface = new byte[Preface.Size];
            stream.ReadExactly(preface);
            stream.ReadExactly(new byte[Preface.Read(preface)]);
            stream.Write(Handshake.Welcome(new WelcomePayload(RpcStatus.Ok, "", 0, 1024 * 1024, "hostile")).Written);
            byte[] header = new byte[FrameHeader.Size];
            while (true)
            {
                Thread.Sleep(ReadDelay);
                stream.ReadExactly(header);
                FrameHeader frame = FrameHeader.Read(header);
                stream.ReadExactly(new byte[frame.Length]);
                if (frame.Type is FrameType.Bind or FrameType.Request)
                {
                    stream.Write(frame.Type == FrameType.Bind ? Bytes.Frame(FrameType.Bound, FrameFlags.None, frame.Id, Bytes.Of(Bound.Write)) : _answer(frame.Id));
                }
            }
        }
        catch (IOException)
        {
            // The client has left.
        }
    }
}
