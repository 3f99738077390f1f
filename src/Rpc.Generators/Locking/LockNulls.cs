namespace Rpc.Generators.Locking;

/// <summary>Whether null may travel now where it could not, or the other way.</summary>
internal static class LockNulls
{
    /// <summary>Who notices; null where nobody does, or where more than annotations changed.</summary>
    public static string? Words(LockValue before, LockValue now, LockDirection direction)
    {
        if (before.Type == now.Type || Bare(before.Type) != Bare(now.Type))
        {
            return null;
        }

        (bool refused, bool allowed) = Changes(before.Type, now.Type);
        return refused ? Refused(direction) : allowed && direction != LockDirection.In ? "programs that were built before refuse the null that a new one may send" : null;
    }

    /// <summary>Whether a null that was written before is refused now.</summary>
    public static bool IsRefused(string before, string now) => Changes(before, now).Refused;

    private static string Refused(LockDirection direction) => direction switch
    {
        LockDirection.In => "a new server refuses the null that an old client may send",
        LockDirection.Out => "a new client refuses the null that an old server may send",
        _ => "new programs refuse the null that an old one, or a stored task, may hold",
    };

    private static string Bare(string type) => type.Replace("?", string.Empty);

    private static (bool Refused, bool Allowed) Changes(string before, string now)
    {
        bool refused = false;
        bool allowed = false;
        for (int i = 0, j = 0; i < before.Length || j < now.Length;)
        {
            bool had = i < before.Length && before[i] == '?';
            bool has = j < now.Length && now[j] == '?';
            refused |= had && !has;
            allowed |= has && !had;
            i += had || !has ? 1 : 0;
            j += has || !had ? 1 : 0;
        }

        return (refused, allowed);
    }
}
