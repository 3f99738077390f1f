using System.Runtime.InteropServices;

namespace Rpc.Transports;

/// <summary>How many descriptors this process may have, and how many connections that allows.</summary>
/// <remarks>A process without a free descriptor cannot open a file, a log or a library, and .NET ends one that then starts a thread: so connections leave some.</remarks>
internal static partial class DescriptorLimit
{
    private const int MostConnections = 10_000;
    private const int Spare = 128;

    /// <summary>RLIMIT_NOFILE.</summary>
    private static readonly int s_resource = OperatingSystem.IsMacOS() ? 8 : 7;

    /// <summary>Descriptors that connections leave free, whatever their limit: for threads, files and libraries.</summary>
    private const ulong Reserve = 32;

    private static int s_connections;
    private static ulong s_mostHandle;

    /// <summary>80 % of the limit less 128, at least 1 and at most 10,000. Asked once: the runtime has raised the limit as far as it may be by then.</summary>
    public static int DefaultConnections
    {
        get
        {
            if (s_connections == 0)
            {
                s_connections = ConnectionsFor(Read());
            }

            return s_connections;
        }
    }

    /// <summary>Whether a socket with that handle is among the last descriptors: each new one has the lowest number that is free, so all below it are taken.</summary>
    public static bool IsAmongLast(nint handle)
    {
        if (s_mostHandle == 0)
        {
            s_mostHandle = Read() is { } most && most > 2 * Reserve ? most - Reserve : ulong.MaxValue;
        }

        return (ulong)handle >= s_mostHandle;
    }

    /// <summary>Connections for a limit of so many descriptors; null where the system has none.</summary>
    public static int ConnectionsFor(ulong? descriptors) =>
        descriptors is { } most && most < (MostConnections + Spare) * 10UL / 8 ? Math.Clamp(((int)most * 8 / 10) - Spare, 1, MostConnections) : MostConnections;

    private static ulong? Read()
    {
        if (!NativeSocket.IsSupported)
        {
            return null;
        }

        Limit limit = default;
        return GetLimit(s_resource, ref limit) == 0 ? limit.Now : null;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetLimit(int resource, ref Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public nuint Now;
        public nuint Most;
    }
}
