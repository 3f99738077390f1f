using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;

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

    /// <summary>Who a certificate says that the peer is; null where it showed none.</summary>
    public static PeerIdentity? Of(X509Certificate2? certificate) => certificate is null
        ? null
        : new PeerIdentity(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)), new Claim(ClaimTypes.Thumbprint, certificate.Thumbprint)], "TLS")));

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
