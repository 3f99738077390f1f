using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rpc.Gateway;
using Rpc.Hosting;

namespace Rpc.Cli.Consoles;

/// <summary>The console that a name server's process serves, with the gateway beside it: for one's own browser.</summary>
internal sealed class ServedConsole : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ServedConsole(WebApplication application, Uri entrance)
    {
        _application = application;
        Entrance = entrance;
    }

    /// <summary>The address that a browser opens once: a key that was made here is in it, and is in a cookie from then on. One that was given is a credential, and is typed in.</summary>
    public Uri Entrance { get; }

    /// <summary>Begins to serve.</summary>
    /// <param name="listen">An <c>http://</c> address; port 0 takes any free one.</param>
    /// <param name="nameServer">Whose names it shows.</param>
    /// <param name="configure">How its client reaches them: token, TLS.</param>
    /// <param name="given">What lets in; null for a new key.</param>
    /// <param name="logging">Where it logs; null for nowhere.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<ServedConsole> StartAsync(Uri listen, RemoteUri nameServer, Action<RpcClientOptions> configure, string? given, ILoggerFactory? logging, CancellationToken cancellationToken)
    {
        string key = given ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Listen(options, listen));
        builder.Services.AddRoutingCore();
        if (logging is not null)
        {
            builder.Services.AddSingleton<ILoggerFactory>(new ConsoleLogging(logging));
        }

        builder.Services.AddRpcClient(client =>
        {
            configure(client);
            client.NameServers = [nameServer];
        });
        builder.Services.AddRpcGateway(options =>
        {
            options.Expose("*").RequireApiKey(key);
            options.AllowedHosts.Add(IPAddress.TryParse(listen.Host, out IPAddress? any) && (any.Equals(IPAddress.Any) || any.Equals(IPAddress.IPv6Any)) ? "*" : listen.Host);
        });
        WebApplication application = builder.Build();
        application.MapRpcGateway();
        application.MapRpcConsole("/");
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        var bound = new Uri(application.Urls.First());
        return new ServedConsole(application, new UriBuilder(listen) { Port = bound.Port, Path = "/", Query = given is null ? $"key={key}" : "" }.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _application.StopAsync(limit.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static void Listen(KestrelServerOptions options, Uri listen)
    {
        options.AddServerHeader = false;
        if (IPAddress.TryParse(listen.Host, out IPAddress? address))
        {
            options.Listen(address, listen.Port);
        }
        else if (listen.Host == "localhost")
        {
            options.Listen(IPAddress.Loopback, listen.Port);
        }
        else
        {
            throw new UsageException($"The console cannot listen at {listen}: give an IP address, such as http://127.0.0.1:9191.");
        }
    }
}
