namespace Rpc.NameServer;

/// <summary>Who may do what with the names that begin in one way. The name server's own entry has its own rule: all may see it, none may change it.</summary>
/// <param name="Prefix">Literal and case-sensitive; empty for every name that no longer prefix fits.</param>
public sealed record NameRule(string Prefix)
{
    /// <summary>Roles of which a caller needs any to register, change and remove these names. Null (default): everybody may; empty: nobody may.</summary>
    public IReadOnlyList<string>? Write { get; init; }

    /// <summary>Roles of which a caller needs any to look up, list, count and watch these names. Null (default): everybody may; empty: nobody may.</summary>
    public IReadOnlyList<string>? Read { get; init; }
}
