using Microsoft.Extensions.Logging;

namespace Rpc.Diagnostics;

/// <summary>The level at which a peer's fault is logged: a warning, while there are few of them; a flood goes to the debug log and leaves one warning a second that counts it.</summary>
/// <remarks>For the whole process, because so is its log. Invariant, under <c>s_lock</c>: <c>s_lowered</c> warnings of this second became debug lines, and a timer will tell of them while there are any.</remarks>
internal static class PeerWarnings
{
    /// <summary>Warnings of one second.</summary>
    internal const int MostInSecond = 20;

    private const int Second = 1_000;

    private static readonly Lock s_lock = new();
    private static long s_begun;
    private static int s_told;
    private static int s_lowered;
    private static Timer? s_timer;

    /// <summary>The level for the next one.</summary>
    public static LogLevel Next(ILogger logger)
    {
        lock (s_lock)
        {
            long now = Environment.TickCount64;
            if (now - s_begun >= Second)
            {
                s_begun = now;
                s_told = 0;
            }

            if (s_told < MostInSecond)
            {
                s_told++;
                return LogLevel.Warning;
            }

            s_lowered++;
            s_timer ??= new Timer(static log => Tell((ILogger)log!), logger, Second, Timeout.Infinite);
            return LogLevel.Debug;
        }
    }

    private static void Tell(ILogger logger)
    {
        int lowered;
        lock (s_lock)
        {
            lowered = s_lowered;
            s_lowered = 0;
            s_timer?.Dispose();
            s_timer = null;
        }

        FailureLog.PeerWarningsLowered(logger, lowered);
    }
}
