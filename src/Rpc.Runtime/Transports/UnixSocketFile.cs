using System.Net.Sockets;

namespace Rpc.Transports;

/// <summary>The file that stands for a Unix socket outlives a killed server: it is replaced when nobody answers behind it.</summary>
internal static class UnixSocketFile
{
    public static void ReplaceIfStale(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }
        catch (SocketException exception)
        {
            throw new IOException($"Cannot listen on {path}: it exists and is not a socket that can be asked ({exception.SocketErrorCode}). Choose another path or remove it.", exception);
        }

        throw new IOException($"Cannot listen on {path}: another process answers there.");
    }
}
