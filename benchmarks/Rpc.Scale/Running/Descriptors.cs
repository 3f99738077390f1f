using System.Globalization;

namespace Rpc.Scale.Running;

/// <summary>Says before a run, and not in the middle of it, that the system allows too few sockets.</summary>
internal static class Descriptors
{
    // Libraries, pipes, epoll and the like; far more than a process of these has.
    private const int Others = 300;

    /// <exception cref="InvalidOperationException">A process may not hold that many sockets.</exception>
    public static void Require(int sockets)
    {
        const string limits = "/proc/self/limits";
        string? line = File.Exists(limits) ? File.ReadLines(limits).FirstOrDefault(text => text.StartsWith("Max open files", StringComparison.Ordinal)) : null;

        // The runtime raises the soft limit to the hard one, which is the second number.
        if (line is not null && int.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4], CultureInfo.InvariantCulture, out int hard) && hard < sockets + Others)
        {
            throw new InvalidOperationException($"{sockets} connections need {sockets + Others} file descriptors in the server's process, and the limit is {hard}. Raise it (ulimit -n), or give fewer --connections.");
        }
    }
}
