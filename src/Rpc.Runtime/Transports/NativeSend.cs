using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Rpc.Transports;

/// <summary>A send that takes what fits and says how much that was.</summary>
/// <remarks>
/// <see cref="Socket.Send(ReadOnlySpan{byte}, SocketFlags, out SocketError)"/> on a blocking socket cannot be used for it: when its timeout passes
/// it reports 0 bytes, however many the system has taken, and the stream is broken.
/// </remarks>
internal static partial class NativeSend
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
                throw new IOException($"sending failed: {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }

        return 0;
    }

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Send(SafeSocketHandle socket, ref readonly byte first, nint length, int flags);
}
