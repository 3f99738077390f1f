using System.Net.Sockets;

namespace Rpc.Transports;

/// <summary>Who is at the other end of a Unix socket, as the operating system noted when it connected.</summary>
internal static class UnixPeer
{
    // Linux: SOL_SOCKET, SO_PEERCRED gives pid, uid, gid. macOS: SOL_LOCAL, LOCAL_PEERCRED gives a version and the uid first.
    private const int LinuxLevel = 1;
    private const int LinuxOption = 17;
    private const int MacLevel = 0;
    private const int MacOption = 1;
    private const int MacBytes = 76;

    /// <summary>The user id; null where this system does not tell.</summary>
    public static long? UserIdOf(Socket socket)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return null;
        }

        Span<byte> told = stackalloc byte[OperatingSystem.IsLinux() ? 12 : MacBytes];
        try
        {
            int length = OperatingSystem.IsLinux()
                ? socket.GetRawSocketOption(LinuxLevel, LinuxOption, told)
                : socket.GetRawSocketOption(MacLevel, MacOption, told);
            return length >= 8 ? BitConverter.ToUInt32(told[4..]) : null;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
