using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rpc.Gateway.Access;
using Rpc.Gateway.Calls;

namespace Rpc.Gateway.Console;

/// <summary>Serves the console: one page, its style and its script, all of them from this assembly, and what the script asks for.</summary>
internal sealed class ConsoleEndpoint(GatewayAccess access, ConsoleSessions sessions, CallEndpoint calls, ConsoleNames names, ConsoleObjects objects)
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private const int MostKeyBytes = 4_096;

    /// <summary>Where the page that asks for the key tells what was wrong with the last one.</summary>
    private const string TellsNothing = "<!-- told -->";

    public IEndpointConventionBuilder Map(RouteGroupBuilder group)
    {
        group.MapMethods("/", ["GET"], PageAsync);
        group.MapMethods("/", ["POST"], EnterAsync);
        group.MapMethods("/console.css", ["GET"], static context => AssetAsync(context, "console.css", "text/css"));
        group.MapMethods("/console.js", ["GET"], Guarded(static context => AssetAsync(context, "console.js", "text/javascript")));
        group.MapMethods("/api/names", ["GET"], Guarded(names.WatchAsync));
        group.MapMethods("/api/objects/{name}", ["GET"], Guarded(context => objects.DescribeAsync(context, RpcGatewayServices.Value(context, "name"))));
        group.MapMethods("/api/objects/{name}/health", ["GET"], Guarded(context => objects.HealthAsync(context, RpcGatewayServices.Value(context, "name"))));
        group.MapMethods("/api/objects/{name}/load", ["GET"], Guarded(context => objects.LoadAsync(context, RpcGatewayServices.Value(context, "name"))));
        group.MapMethods("/api/call/{name}/{method}", ["POST"], Guarded(context => calls.HandleAsync(context, RpcGatewayServices.Value(context, "name"), RpcGatewayServices.Value(context, "method"))));
        return group;
    }

    private RequestDelegate Guarded(RequestDelegate handle) => RpcGatewayServices.Guarded(access, handle);

    /// <summary>The page; for who has no key yet, one that asks for it.</summary>
    private async Task PageAsync(HttpContext context)
    {
        // Relative addresses in the page need the slash.
        if (!context.Request.Path.Value!.EndsWith('/'))
        {
            context.Response.Redirect($"{context.Request.PathBase}{context.Request.Path}/{context.Request.QueryString}");
            return;
        }

        string key = context.Request.Query["key"].ToString();
        if (key.Length > 0 && access.CheckSource(context.Request) is null && access.Find(key) is { } found)
        {
            // Out of the address, which browsers remember and people copy.
            sessions.Begin(context, found, Path(context));
            context.Response.Redirect(Path(context));
            return;
        }

        Refusal? refusal = access.Check(context);
        context.Response.StatusCode = refusal?.Status ?? StatusCodes.Status200OK;
        await AssetAsync(context, refusal is null ? "index.html" : "key.html", "text/html").ConfigureAwait(false);
    }

    /// <summary>Takes the key that was typed in.</summary>
    private async Task EnterAsync(HttpContext context)
    {
        if (access.CheckSource(context.Request) is null && context.Request.HasFormContentType && context.Request.ContentLength is <= MostKeyBytes)
        {
            IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            if (access.Find(form["key"].ToString()) is { } found)
            {
                sessions.Begin(context, found, Path(context));
                context.Response.StatusCode = StatusCodes.Status303SeeOther;
                context.Response.Headers.Location = Path(context);
                return;
            }
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        await AssetAsync(context, "key.html", "text/html", static page => page.Replace(TellsNothing, "<p role=\"alert\" class=\"bad\">That is not the key.</p>", StringComparison.Ordinal)).ConfigureAwait(false);
    }

    private static string Path(HttpContext context) => $"{context.Request.PathBase}{context.Request.Path}";

    private static async Task AssetAsync(HttpContext context, string name, string type, Func<string, string>? change = null)
    {
        context.Response.ContentType = $"{type}; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // Not "no-referrer": forms would be sent with the origin "null" then.
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        context.Response.Headers.CacheControl = "no-cache";
        using var asset = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"console/{name}")!);
        string text = await asset.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        await context.Response.WriteAsync(change?.Invoke(text) ?? text, context.RequestAborted).ConfigureAwait(false);
    }
}
