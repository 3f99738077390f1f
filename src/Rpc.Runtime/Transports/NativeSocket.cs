using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Rpc.Transports;

/// <summary>A send that takes what fits and says how much that was, and the receive that belongs to it.</summary>
/// <remarks>
/// <see cref="Socket.Send(ReadOnlySpan{byte}, SocketFlags, out SocketError)"/> on a blocking socket cannot be used for it: when its timeout passes
/// it reports 0 bytes, however many the system has taken, and the stream is broken. A receive that does not wait exists there only for sockets that never wait.
/// </remarks>
internal static partial class NativeSocket
{
    private const int Interrupted = 4;

    private static readonly int s_dontWait = OperatingSystem.IsLinux() ? 0x40 : 0x80;
    private static readonly int s_again = OperatingSystem.IsLinux() ? 11 : 35;

    /// <summary>Whether this system has such a call.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    /// <summary>Hands over what fits now and gives its number, which may be 0.</summary>
    /// <exception cref="IOException">The connection is broken.</exception>
    public static int Send(SafeSocketHandle socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint sent = Send(socket, in MemoryMarshal.GetReference(bytes), bytes.Length, s_dontWait);
            if (sent >= 0)
            {
                return (int)sent;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error == s_again)
            {
                return 0;
            }

            if (error != Interrupted)
            {
                throw Broken("sending", error);
            }
        }

        return 0;
    }

    /// <summary>Takes what is there: its number, 0 at the end of the stream, -1 when nothing is there, or came within the socket's receive timeout where <paramref name="wait"/> is set.</summary>
    /// <exception cref="IOException">The connection is broken.</exception>
    public static int Receive(SafeSocketHandle socket, Span<byte> buffer, bool wait)
    {
        nint received = Receive(socket, ref MemoryMarshal.GetReference(buffer), buffer.Length, wait ? 0 : s_dontWait);
        if (received >= 0)
        {
            return (int)received;
        }

        int error = Marshal.GetLastPInvokeError();
        return error == s_again || error == Interrupted ? -1 : throw Broken("receiving", error);
    }

    private static IOException Broken(string what, int error) => new($"{what} failed: {Marshal.GetPInvokeErrorMessage(error)}");

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Send(SafeSocketHandle socket, ref readonly byte first, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Receive(SafeSocketHandle socket, ref byte first, nint length, int flags);
}
