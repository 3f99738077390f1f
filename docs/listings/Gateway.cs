using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Rpc.Gateway;
using Rpc.Hosting;

namespace Listings;

/// <summary>The listings of docs/gateway.md.</summary>
public static class Gateway
{
    public static WebApplication Application(string[] args)
    {
        #region gateway
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddRpcGateway(o => o.Expose("shop.*").RequireApiKey(builder.Configuration["GatewayKey"]!));
        WebApplication app = builder.Build();
        app.MapRpcGateway();                                 // /rpc/NAME/METHOD, /rpc/openapi.json
        app.MapRpcConsole();                                 // /console
        #endregion
        return app;
    }

    public static void Access(IServiceCollection services, string ofAll, string ofOne)
    {
        #region access
        services.AddRpcGateway(o =>
        {
            o.Expose("shop.*", "prices")                                         // names of the name server
                .ExposeObject("stock", "rpc://10.0.0.7:9101/warehouse")          // an object under a name of the gateway's own
                .RequireApiKey(ofAll)                                            // for all that is exposed
                .RequireApiKey(ofOne, "shop.prices");                            // for this name only
            o.AllowedHosts.Add("api.example.org");
            o.AllowedOrigins.Add("https://app.example.org");
        });
        #endregion
    }

    public static void Authorization(WebApplication app)
    {
        #region authorization
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRpcGateway("/api").RequireAuthorization("clerks");               // a policy of the host's; no key is asked for
        #endregion
    }
}
