using System.Security.Claims;

namespace Rpc.Security;

/// <summary>Whom a connection belongs to, decided in its handshake and the same until it ends.</summary>
internal sealed class PeerIdentity(ClaimsPrincipal user)
{
    public ClaimsPrincipal User { get; } = user;

    /// <summary>The name for logs.</summary>
    public string Name { get; } = NameOf(user);

    public static string NameOf(ClaimsPrincipal? user) => user?.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? RemoteUriText.Printable(name)
        : user?.Identity is { IsAuthenticated: true } ? "somebody without a name"
        : "nobody known";

    /// <summary>One that is nobody. A new one each time, because its holder can change it.</summary>
    public static ClaimsPrincipal Nobody() => new(new ClaimsIdentity());

    public static bool IsInAny(ClaimsPrincipal? user, IReadOnlyList<string> roles)
    {
        if (user?.Identity is not { IsAuthenticated: true })
        {
            return false;
        }

        for (int i = 0; i < roles.Count; i++)
        {
            if (user.IsInRole(roles[i]))
            {
                return true;
            }
        }

        return false;
    }
}
