using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rpc.Gateway.Access;
using Rpc.Gateway.Calls;
using Rpc.Gateway.Console;
using Rpc.Gateway.OpenApi;
using Rpc.Hosting;
using Rpc.Hosting.Configuration;

namespace Rpc.Gateway;

/// <summary>Objects over HTTP.</summary>
public static class RpcGatewayServices
{
    /// <summary>Adds what a gateway and the console need. Its options come from the section <c>Rpc:Gateway</c> of the configuration, where a key that is not known fails the start; objects are found with the host's client (<c>Rpc:Client</c>).</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options after the configuration has: <c>o => o.Expose("shop.*").RequireApiKey(key)</c>.</param>
    public static IServiceCollection AddRpcGateway(this IServiceCollection services, Action<RpcGatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(static service => service.ServiceType == typeof(GatewayAccess)))
        {
            services.AddRpcClient();
            services.TryAddSingleton(TimeProvider.System);
            services.AddConfigured(GatewaySettings.Section, GatewaySettings.Table, static (_, _) => { }, static options => options.Problems());
            services.AddSingleton<ConsoleSessions>();
            services.AddSingleton<GatewayAccess>();
            services.AddSingleton<GatewayContracts>();
            services.AddSingleton<CallEndpoint>();
            services.AddSingleton<OpenApiEndpoint>();
            services.AddSingleton<ConsoleNames>();
            services.AddSingleton<ConsoleObjects>();
            services.AddSingleton<ConsoleEndpoint>();
        }

        return configure is null ? services : services.Configure(configure);
    }

    /// <summary>
    /// Answers <c>POST NAME/METHOD</c> with a JSON object or array of arguments, <c>GET NAME/METHOD?argument=value</c> for methods that are <see cref="IdempotentAttribute"/>, and <c>GET openapi.json</c> and
    /// <c>GET NAME/openapi.json</c>. Only names that <see cref="RpcGatewayOptions.Expose"/> lets through, for those who have a key or whom the host's own authorization lets pass.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">Where. Default <c>/rpc</c>.</param>
    /// <returns>To add the host's conventions, as <c>RequireAuthorization()</c>.</returns>
    public static IEndpointConventionBuilder MapRpcGateway(this IEndpointRouteBuilder endpoints, string prefix = "/rpc")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        CallEndpoint call = endpoints.ServiceProvider.GetService<CallEndpoint>() ?? throw NotAdded();
        OpenApiEndpoint openApi = endpoints.ServiceProvider.GetRequiredService<OpenApiEndpoint>();
        GatewayAccess access = endpoints.ServiceProvider.GetRequiredService<GatewayAccess>();
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        group.MapMethods("/openapi.json", ["GET"], Guarded(access, openApi.HandleAllAsync));
        group.MapMethods("/{name}/openapi.json", ["GET"], Guarded(access, context => openApi.HandleAsync(context, Value(context, "name"))));
        group.MapMethods("/{name}/{method}", ["GET", "POST"], Guarded(access, context => call.HandleAsync(context, Value(context, "name"), Value(context, "method"))));
        group.MapMethods("/{**path}", ["OPTIONS"], context => Preflight(access, context));
        return group;
    }

    /// <summary>Serves the console: a page that shows the names and what they do, calls them, and shows tasks. For the same people as the gateway, and the same names.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">Where. Default <c>/console</c>.</param>
    /// <returns>To add the host's conventions.</returns>
    public static IEndpointConventionBuilder MapRpcConsole(this IEndpointRouteBuilder endpoints, string prefix = "/console")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ConsoleEndpoint console = endpoints.ServiceProvider.GetService<ConsoleEndpoint>() ?? throw NotAdded();
        return console.Map(endpoints.MapGroup(prefix));
    }

    internal static RequestDelegate Guarded(GatewayAccess access, RequestDelegate handle) => context =>
    {
        access.AddCors(context);
        return (GatewayAccess.CheckSite(context.Request) ?? access.Check(context)) is { } refusal
            ? GatewayProblem.RefuseAsync(context, refusal)
            : handle(context);
    };

    internal static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static Task Preflight(GatewayAccess access, HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        if (access.AddCors(context))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.AccessControlAllowMethods = "GET, POST";
            context.Response.Headers.AccessControlAllowHeaders = "Content-Type, Authorization, X-Api-Key, X-Correlation-Id, X-Rpc-Timeout";
            context.Response.Headers.AccessControlMaxAge = "600";
        }

        return Task.CompletedTask;
    }

    private static InvalidOperationException NotAdded() => new($"Call builder.Services.{nameof(AddRpcGateway)}() first.");
}
