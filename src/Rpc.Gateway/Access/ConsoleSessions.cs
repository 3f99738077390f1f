using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Rpc.Gateway.Access;

/// <summary>Browsers that have given a key: each has a cookie that no script can read and no other site can send. Kept in memory, a day at most. Thread-safe.</summary>
internal sealed class ConsoleSessions(TimeProvider clock)
{
    public const string Cookie = "rpc-console";

    private const int Most = 1_000;
    private static readonly TimeSpan s_life = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, (GatewayKey Key, DateTimeOffset Until)> _sessions = new(StringComparer.Ordinal);

    public void Begin(HttpContext context, GatewayKey key, string path)
    {
        foreach ((string id, (GatewayKey _, DateTimeOffset until)) in _sessions)
        {
            if (until < clock.GetUtcNow() || _sessions.Count > Most)
            {
                _sessions.TryRemove(id, out _);
            }
        }

        string made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _sessions[made] = (key, clock.GetUtcNow() + s_life);
        context.Response.Cookies.Append(Cookie, made, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = path, MaxAge = s_life });
    }

    public GatewayKey? KeyOf(HttpRequest request) =>
        request.Cookies.TryGetValue(Cookie, out string? id) && id is not null && _sessions.TryGetValue(id, out (GatewayKey Key, DateTimeOffset Until) session) && session.Until >= clock.GetUtcNow() ? session.Key : null;
}
