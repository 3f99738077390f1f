using System.Security.Cryptography;
using System.Text;

namespace Rpc.Gateway.Access;

/// <summary>A key that lets in, as a digest: all have one length, so that comparing takes one time.</summary>
internal sealed class GatewayKey(string key, IReadOnlyList<string> patterns)
{
    private readonly byte[] _digest = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The names that it is for; none for all that are exposed.</summary>
    public IReadOnlyList<string> Patterns => patterns;

    public bool Is(string given) => CryptographicOperations.FixedTimeEquals(_digest, SHA256.HashData(Encoding.UTF8.GetBytes(given)));
}
