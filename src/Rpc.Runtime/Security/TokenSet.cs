using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace Rpc.Security;

/// <summary>The tokens that a server takes, and whom each stands for. Filled before the server begins; read by many threads.</summary>
/// <remarks>Hashes are compared, each in constant time and all of them, so that neither time nor length says how near a guess came.</remarks>
internal sealed class TokenSet
{
    private readonly List<Entry> _entries = [];
    private readonly List<Func<IEnumerable<string>>> _sources = [];

    private sealed record Entry(byte[] Hash, string? User, string[] Roles);

    public void Add(string token, string? user, string[] roles)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        ArgumentNullException.ThrowIfNull(roles);
        _entries.Add(new Entry(Hash(token), user, roles));
    }

    public void Add(Func<IEnumerable<string>> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _sources.Add(source);
    }

    /// <summary>Whom the token stands for, or null when it is none of these.</summary>
    public ClaimsPrincipal? Find(ReadOnlySpan<byte> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, hash);
        Entry? found = null;
        foreach (Entry entry in _entries)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, entry.Hash))
            {
                found = entry;
            }
        }

        foreach (Func<IEnumerable<string>> source in _sources)
        {
            foreach (string one in source())
            {
                // A token that is not there yet, as an unset variable, must not let everybody in who has none.
                if (!string.IsNullOrWhiteSpace(one) && CryptographicOperations.FixedTimeEquals(hash, Hash(one)))
                {
                    found ??= new Entry([], null, []);
                }
            }
        }

        return found is null ? null : Principal(found);
    }

    private static ClaimsPrincipal Principal(Entry entry)
    {
        var identity = new ClaimsIdentity("token");
        identity.AddClaim(new Claim(ClaimTypes.Name, entry.User ?? "token"));
        foreach (string role in entry.Roles)
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, role));
        }

        return new ClaimsPrincipal(identity);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
