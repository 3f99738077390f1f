using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Rpc.Gateway.Access;

/// <summary>Who may ask, from where, and for which names. Every request of the gateway and of the console passes here first.</summary>
internal sealed class GatewayAccess(IOptions<RpcGatewayOptions> options, ConsoleSessions sessions)
{
    private static readonly string[] s_loopback = ["localhost", "127.0.0.1", "[::1]"];

    private RpcGatewayOptions Options => options.Value;

    /// <summary>Why a request is not answered; null where it is.</summary>
    public Refusal? Check(HttpContext context) => CheckSource(context.Request) ?? CheckKey(context);

    /// <summary>The same without looking for a key: for who is about to give one.</summary>
    public Refusal? CheckSource(HttpRequest request) => CheckHost(request) ?? CheckOrigin(request);

    /// <summary>Why what another site's page asks for is not answered; null where it is. A browser says so also where it sends no origin, as with the address of a picture or a frame; other programs say nothing of it.</summary>
    public static Refusal? CheckSite(HttpRequest request) =>
        request.Headers.Origin.Count == 0 && request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
            ? new Refusal(StatusCodes.Status403Forbidden, "Pages of other sites may not call this gateway.")
            : null;

    /// <summary>Why a name cannot be called; null where it can. Whether it exists does not matter.</summary>
    public Refusal? CheckName(HttpContext context, string name)
    {
        bool isExposed = Options.Objects.ContainsKey(name) || Options.Patterns.Any(pattern => NamePattern.Fits(pattern, name));
        IReadOnlyList<string> ofKey = KeyOf(context)?.Patterns ?? [];
        return isExposed && (ofKey.Count == 0 || ofKey.Any(pattern => NamePattern.Fits(pattern, name)))
            ? null
            : new Refusal(StatusCodes.Status403Forbidden, $"'{RequestText.Printable(name)}' cannot be called through this gateway: it is not among the names that it exposes to you.");
    }

    /// <summary>The address of a name that may be called.</summary>
    public RemoteUri Address(string name) => Options.Objects.TryGetValue(name, out RemoteUri? uri) ? uri : RemoteUri.ForName(name);

    /// <summary>Answers for pages of the origins that are allowed, where there are any.</summary>
    public bool AddCors(HttpContext context)
    {
        string origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || !Options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            return false;
        }

        context.Response.Headers.AccessControlAllowOrigin = origin;
        context.Response.Headers.Vary = "Origin";
        context.Response.Headers.AccessControlExposeHeaders = "X-Correlation-Id, Retry-After";
        return true;
    }

    private Refusal? CheckHost(HttpRequest request)
    {
        string host = request.Host.Host;
        return s_loopback.Contains(host, StringComparer.OrdinalIgnoreCase) || Options.AllowedHosts.Contains("*") || Options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase)
            ? null
            : new Refusal(StatusCodes.Status403Forbidden, $"This gateway does not answer to the host name '{RequestText.Printable(host)}'. Whoever runs it can add it to {nameof(RpcGatewayOptions)}.{nameof(RpcGatewayOptions.AllowedHosts)}.");
    }

    private Refusal? CheckOrigin(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        bool isOwn = origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        return isOwn || Options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)
            ? null
            : new Refusal(StatusCodes.Status403Forbidden, $"Pages of '{RequestText.Printable(origin)}' may not call this gateway.");
    }

    private Refusal? CheckKey(HttpContext context)
    {
        if (Options.Keys.Count > 0)
        {
            return KeyOf(context) is not null ? null : new Refusal(StatusCodes.Status403Forbidden, "A valid key is needed: X-Api-Key, or Authorization: Bearer.");
        }

        // The host has asked for authorization itself, and has let the request pass.
        return Options.AllowAnonymous || context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null
            ? null
            : new Refusal(StatusCodes.Status403Forbidden, $"This gateway lets nobody in: require a key ({nameof(RpcGatewayOptions.RequireApiKey)}), ask for authorization (RequireAuthorization), or set {nameof(RpcGatewayOptions.AllowAnonymous)}.");
    }

    private GatewayKey? KeyOf(HttpContext context) => Given(context.Request) is { } given ? Find(given) : sessions.KeyOf(context.Request);

    private static string? Given(HttpRequest request)
    {
        if (request.Headers.TryGetValue("X-Api-Key", out StringValues key))
        {
            return key.ToString();
        }

        string authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..].Trim() : null;
    }

    /// <summary>The key that was given; null for none that is valid. All are compared, so that the time tells nothing.</summary>
    public GatewayKey? Find(string given) => Options.Keys.Where(key => key.Is(given)).ToArray() is [var found, ..] ? found : null;
}
