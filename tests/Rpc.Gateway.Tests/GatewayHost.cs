using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rpc.NameServer;

namespace Rpc.Gateway.Tests;

/// <summary>A name server, a shop under the name <c>shop.one</c> and another under <c>hidden</c>, and a gateway before them, on real sockets.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string Key = "the-key-of-the-tests";

    private readonly NameServerHost _names;
    private readonly RpcServer _server;
    private readonly WebApplication _application;

    private GatewayHost(NameServerHost names, RpcServer server, WebApplication application, Shop shop)
    {
        _names = names;
        _server = server;
        _application = application;
        Shop = shop;
        Address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new HttpClient { BaseAddress = Address };
        Http.DefaultRequestHeaders.Add("X-Api-Key", Key);
    }

    public Shop Shop { get; }

    public RpcServer Server => _server;

    public RemoteUri NameServer => _names.Uri;

    public Uri Address { get; }

    /// <summary>A client with the key.</summary>
    public HttpClient Http { get; }

    public static async Task<GatewayHost> StartAsync(Action<RpcGatewayOptions>? configure = null, Action<WebApplication>? map = null, Action<IServiceCollection>? services = null)
    {
        NameServerHost names = await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse("rpc://127.0.0.1:0") });
        var server = new RpcServer(new RpcServerOptions { NameServers = [names.Uri] });
        await server.ListenAsync("rpc://127.0.0.1:0");
        var shop = new Shop();
        await server.PublishAsync<IShop>("shop.one", shop, new PublishOptions { Tags = ["eu"] });
        await server.PublishAsync<IShop>("hidden", new Shop());
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(static logging => logging.ClearProviders());
        builder.Services.Configure<RpcClientOptions>(client => client.NameServers = [names.Uri]);
        builder.Services.AddRpcGateway(options =>
        {
            if (configure is null)
            {
                options.Expose("shop.*").RequireApiKey(Key);
            }
            else
            {
                configure(options);
            }
        });
        services?.Invoke(builder.Services);
        WebApplication application = builder.Build();
        if (map is null)
        {
            application.MapRpcGateway();
            application.MapRpcConsole();
        }
        else
        {
            map(application);
        }

        await application.StartAsync();
        return new GatewayHost(names, server, application, shop);
    }

    public static StringContent Json(string text) => new(text, MediaTypeHeaderValue.Parse("application/json"));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _application.DisposeAsync();
        await _server.DisposeAsync();
        await _names.DisposeAsync();
    }
}
