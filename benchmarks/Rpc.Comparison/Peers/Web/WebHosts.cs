using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Rpc.Comparison.Peers.Web;

/// <summary>A quiet web application on a free port of 127.0.0.1, with nothing else tuned.</summary>
internal static class WebHosts
{
    public static WebApplication Build(HttpProtocols protocols, Action<ListenOptions> listen, Action<IServiceCollection> services)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();

        // Without logging: what the console shows is not part of a call, and standard output carries the marks of a run.
        builder.Logging.ClearProviders();
        services(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options =>
        {
            options.Protocols = protocols;
            listen(options);
        }));
        return builder.Build();
    }
}
