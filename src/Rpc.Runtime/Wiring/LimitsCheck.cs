using System.Runtime.CompilerServices;

namespace Rpc.Wiring;

/// <summary>Holds limits to the ranges that their documentation gives, where a client or server is made: before anything is listened on or sent.</summary>
internal static class LimitsCheck
{
    private const int Kibibyte = 1024;
    private const int Mebibyte = 1024 * Kibibyte;

    /// <summary>What timers can wait.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(24);

    /// <summary>Gives the limits back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A member is outside its range; the exception names it.</exception>
    public static RpcLimits Valid(RpcLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        InRange(limits.MaxConnections, 1, int.MaxValue);
        InRange(limits.MaxPendingHandshakes, 1, int.MaxValue);
        InRange(limits.MaxDeniedHandshakes, 0, int.MaxValue);
        InRange(limits.DeniedHandshakeWindow);
        InRange(limits.MaxRunningHandlers, 1, int.MaxValue);
        InRange(limits.MaxMessageBytes, Kibibyte, 1024 * Mebibyte);
        InRange(limits.MaxHeaderBytes, 4, 64 * Kibibyte);
        InRange(limits.MaxIncompleteBytes, limits.MaxMessageBytes, long.MaxValue);
        InRange(limits.MaxIncompleteBytesInAll, limits.MaxIncompleteBytesInAll == 0 ? 0 : limits.MaxMessageBytes, long.MaxValue);
        InRange(limits.MaxOpenRequests, 1, int.MaxValue);
        InRange(limits.MaxUnsentBytes, 64 * Kibibyte, long.MaxValue);
        InRange(limits.MaxBindings, 1, int.MaxValue);
        InRange(limits.StreamWindowBytes, 4 * Kibibyte, Mebibyte);
        InRange(limits.MaxStreamWindowBytes, limits.StreamWindowBytes, 64 * Mebibyte);
        InRange(limits.MaxStreamBytes, 0, long.MaxValue);
        InRange(limits.MaxCallDepth, 1, 256);
        InRange(limits.HandshakeTimeout);
        InRange(limits.IncompleteTimeout);
        InRange(limits.SendTimeout);
        InRange(limits.KeepAliveInterval);
        return limits;
    }

    private static void InRange(long value, long least, long most, [CallerArgumentExpression(nameof(value))] string member = "")
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(Name(member), value, most is int.MaxValue or long.MaxValue ? $"{Name(member)} must be {least} or more." : $"{Name(member)} must be {least} to {most}.");
        }
    }

    private static void InRange(TimeSpan value, [CallerArgumentExpression(nameof(value))] string member = "")
    {
        if (value <= TimeSpan.Zero || value > s_longest)
        {
            throw new ArgumentOutOfRangeException(Name(member), value, $"{Name(member)} must be more than zero and at most {s_longest.TotalDays} days.");
        }
    }

    private static string Name(string member) => nameof(RpcLimits) + member[member.LastIndexOf('.')..];
}
