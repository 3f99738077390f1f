using System.Net.Sockets;
using Rpc.Protocol;
using Rpc.Protocol.Tests;

namespace Rpc.Hostile.Tests;

/// <summary>A peer that may send anything: a socket, and as much of the protocol as a test wants to keep. Every wait is bounded.</summary>
internal sealed class RawConnection : IDisposable
{
    private const int PatienceMilliseconds = 30_000;

    private readonly Socket _socket;
    private ulong _lastId;

    private RawConnection(Socket socket) => _socket = socket;

    /// <summary>The port by which the server's log knows this peer.</summary>
    public int LocalPort { get; private init; }

    /// <summary>Connects and says nothing.</summary>
    public static RawConnection Connect(RemoteUri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = PatienceMilliseconds, SendTimeout = PatienceMilliseconds };
        socket.Connect(address.Host!, address.Port);
        return new RawConnection(socket) { LocalPort = ((System.Net.IPEndPoint)socket.LocalEndPoint!).Port };
    }

    /// <summary>Connects, shakes hands and binds <paramref name="objectId"/> under number 1.</summary>
    public static RawConnection Open(RemoteUri address, string objectId = "target")
    {
        RawConnection connection = Connect(address);
        connection.Shake();
        ReceivedFrame bound = connection.Bind(1, objectId);
        return bound.Header.Type == FrameType.Bound ? connection : throw new InvalidOperationException(bound.Error.Message);
    }

    public static byte[] Hello() => Handshake.Hello(new HelloPayload(0, 64 * 1024 * 1024, "raw", [])).Written.ToArray();

    /// <summary>An id that this connection has not used.</summary>
    public ulong NextId() => ++_lastId;

    public WelcomePayload Shake()
    {
        Send(Hello());
        return ReadWelcome() ?? throw new IOException("the server ended the connection instead of welcoming it");
    }

    /// <summary>Reads the preface and body of a welcome; null where the connection ended.</summary>
    public WelcomePayload? ReadWelcome()
    {
        byte[] preface = new byte[Preface.Size];
        if (!TryFill(preface))
        {
            return null;
        }

        byte[] body = new byte[Preface.Read(preface)];
        return TryFill(body) ? WelcomePayload.Read(body) : null;
    }

    public ReceivedFrame Bind(uint number, string objectId, ulong reference = 0)
    {
        ulong id = NextId();
        Send(Bytes.Frame(FrameType.Bind, FrameFlags.None, id, Bytes.Of(new BindPayload(number, objectId, reference, "", "", false).Write)));
        return ReadAnswer(id);
    }

    /// <summary>Sends a request and gives its answer.</summary>
    public ReceivedFrame Call(CallHeader header, byte[] arguments)
    {
        ulong id = NextId();
        Send(Bytes.Request(FrameFlags.None, id, header, arguments));
        return ReadAnswer(id);
    }

    /// <summary>Sends a request of any length, in chunks where it needs them, and does not wait for its answer.</summary>
    public ulong Request(CallHeader header, byte[] arguments, bool oneWay = false)
    {
        ulong id = NextId();
        byte[] frame = Bytes.Request(oneWay ? FrameFlags.OneWay : FrameFlags.None, id, header, arguments);
        ReadOnlySpan<byte> body = frame.AsSpan(FrameHeader.Size);
        if (body.Length <= FrameHeader.MaxChunk)
        {
            Send(frame);
            return id;
        }

        Send(Bytes.Frame(FrameType.Request, FrameFlags.Chunked, id, [.. Bytes.UInt32((uint)body.Length), .. body[..FrameHeader.MaxChunk]]));
        for (int at = FrameHeader.MaxChunk; at < body.Length; at += FrameHeader.MaxChunk)
        {
            Send(Bytes.Frame(FrameType.Chunk, FrameFlags.None, id, body.Slice(at, Math.Min(FrameHeader.MaxChunk, body.Length - at)).ToArray()));
        }

        return id;
    }

    /// <summary>The next frame that answers <paramref name="id"/>.</summary>
    public ReceivedFrame ReadAnswer(ulong id)
    {
        while (true)
        {
            ReceivedFrame frame = Read() ?? throw new IOException("the connection ended before the answer came");
            if (frame.Header.Id == id && frame.Header.Type is FrameType.Reply or FrameType.Error or FrameType.Bound or FrameType.StreamItems or FrameType.StreamEnd)
            {
                return frame;
            }
        }
    }

    /// <summary>Sends bytes. False when the connection has ended.</summary>
    public bool Send(ReadOnlySpan<byte> bytes)
    {
        long end = Environment.TickCount64 + PatienceMilliseconds;
        while (!bytes.IsEmpty)
        {
            int sent = _socket.Send(bytes, SocketFlags.None, out SocketError error);
            if (error is not (SocketError.Success or SocketError.TimedOut or SocketError.WouldBlock))
            {
                return false;
            }

            bytes = bytes[sent..];
            if (Environment.TickCount64 > end)
            {
                throw new TimeoutException($"The server took nothing for {PatienceMilliseconds} ms.");
            }
        }

        return true;
    }

    /// <summary>The next frame; null when the connection has ended.</summary>
    public ReceivedFrame? Read()
    {
        byte[] header = new byte[FrameHeader.Size];
        if (!TryFill(header))
        {
            return null;
        }

        FrameHeader read = FrameHeader.Read(header);
        byte[] body = new byte[read.Length];
        return TryFill(body) ? new ReceivedFrame(read, body) : null;
    }

    /// <summary>Waits until the server has handled all that was sent. False when it has ended the connection instead.</summary>
    public bool Sync()
    {
        ulong ping = (1UL << 60) + NextId();
        if (!Send(Bytes.Frame(FrameType.Ping, FrameFlags.None, ping, [])))
        {
            return false;
        }

        while (Read() is { } frame)
        {
            if (frame.Header.Type == FrameType.Pong && frame.Header.Id == ping)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends this side's direction and waits until the server ends its own.</summary>
    public void Finish()
    {
        FinishSending();
        WaitForEnd();
    }

    /// <summary>Ends this side's direction.</summary>
    public void FinishSending()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server has ended it already.
        }
    }

    /// <summary>Waits until the server ends the connection.</summary>
    public void WaitForEnd()
    {
        byte[] rest = new byte[4096];
        while (Receive(rest) > 0)
        {
            // Not of interest.
        }
    }

    /// <summary>Leaves without a word.</summary>
    public void Dispose()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    private bool TryFill(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int received = Receive(buffer);
            if (received == 0)
            {
                return false;
            }

            buffer = buffer[received..];
        }

        return true;
    }

    private int Receive(Span<byte> buffer)
    {
        int received = _socket.Receive(buffer, SocketFlags.None, out SocketError error);
        return error switch
        {
            SocketError.Success => received,
            SocketError.TimedOut or SocketError.WouldBlock => throw new TimeoutException($"The server said nothing for {PatienceMilliseconds} ms."),
            _ => 0,
        };
    }
}
