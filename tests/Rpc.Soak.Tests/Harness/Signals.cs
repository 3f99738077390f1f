using System.Runtime.InteropServices;

namespace Rpc.Soak.Tests;

/// <summary>Signals by the system call: a shell for each would cost more than the fault.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Whether this system has these numbers, and /proc.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    public static void Stop(int process) => Send(process, 19);

    public static void Continue(int process) => Send(process, 18);

    /// <summary>Sends a signal; to a process that has ended, nothing happens.</summary>
    public static void Send(int process, int signal) => _ = SendCore(process, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendCore(int process, int signal);
}
