using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rpc.Hosting.Configuration;
using Rpc.Hosting.Health;
using Rpc.Hosting.Server;

namespace Rpc.Hosting;

/// <summary>Rpc on the generic host.</summary>
public static class RpcHostingServices
{
    /// <summary>
    /// Adds a server: an <see cref="RpcServer"/> as a singleton that listens when the host starts, is listed at the name server once everything else has started, and drains before anything else stops.
    /// Its options come from the section <c>Rpc:Server</c> of the configuration, where a key that is not known fails the start.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options after the configuration has: <c>o => o.Listen("rpc://0.0.0.0:9101")</c>.</param>
    /// <returns>To say what is served. Calls after the first add to the same server.</returns>
    public static RpcServerServiceBuilder AddRpcServer(this IServiceCollection services, Action<HostedServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(static service => service.ServiceType == typeof(HostedServer)))
        {
            AddClientOptions(services);
            services.AddConfigured(ServerSettings.Section, ServerSettings.Table, static (provider, options) => SetDefaults(provider, options.Server), static options => options.Problems());
            services.TryAddSingleton<ICallContextAccessor, CallContextAccessor>();
            services.AddSingleton(MakeServer);
            services.AddSingleton<HostedServer>();
            services.AddHostedService(static provider => provider.GetRequiredService<HostedServer>());
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        return new RpcServerServiceBuilder(services);
    }

    /// <summary>Adds an <see cref="RpcClient"/> as a singleton. Its options come from the section <c>Rpc:Client</c> of the configuration, where a key that is not known fails the start.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options after the configuration has.</param>
    /// <returns>To add proxies. Calls after the first add to the same client.</returns>
    public static RpcClientServiceBuilder AddRpcClient(this IServiceCollection services, Action<RpcClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        AddClientOptions(services);
        services.TryAddSingleton(static provider =>
        {
            RpcClientOptions options = provider.GetRequiredService<IOptions<RpcClientOptions>>().Value;
            AddInterceptors(options.Interceptors, provider);
            return new RpcClient(options);
        });
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return new RpcClientServiceBuilder(services);
    }

    /// <summary>Adds a health check of the host's server: unhealthy while it does not serve, or has names that are not listed.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="name">Its name. Default <c>rpc-server</c>.</param>
    public static IHealthChecksBuilder AddRpcServer(this IHealthChecksBuilder checks, string name = "rpc-server")
    {
        ArgumentNullException.ThrowIfNull(checks);
        return checks.AddCheck<ServerHealthCheck>(name);
    }

    /// <summary>Adds a health check of the name servers that the host's client asks: unhealthy while none of them answers, degraded while one does not.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="name">Its name. Default <c>rpc-name-servers</c>.</param>
    public static IHealthChecksBuilder AddRpcNameServers(this IHealthChecksBuilder checks, string name = "rpc-name-servers")
    {
        ArgumentNullException.ThrowIfNull(checks);
        return checks.AddCheck<NameServersHealthCheck>(name, timeout: TimeSpan.FromSeconds(5));
    }

    private static void AddClientOptions(IServiceCollection services)
    {
        if (!services.Any(static service => service.ServiceType == typeof(ServiceAddresses)))
        {
            services.TryAddSingleton(TimeProvider.System);
            services.AddSingleton(static provider => new ServiceAddresses(provider.GetService<IConfiguration>()));
            services.AddConfigured(ClientSettings.Section, ClientSettings.Table, SetDefaults);
            services.AddOptions<RpcClientOptions>().PostConfigure<ServiceAddresses>(static (options, known) => options.NameServers = [.. options.NameServers.Select(known.NameServer)]);
        }
    }

    private static void SetDefaults(IServiceProvider provider, RpcServerOptions options)
    {
        options.LoggerFactory = provider.GetService<ILoggerFactory>();
        options.TimeProvider = provider.GetRequiredService<TimeProvider>();
        options.DetailedErrors = IsDevelopment(provider) ?? options.DetailedErrors;
    }

    private static void SetDefaults(IServiceProvider provider, RpcClientOptions options)
    {
        options.LoggerFactory = provider.GetService<ILoggerFactory>();
        options.TimeProvider = provider.GetRequiredService<TimeProvider>();
        options.DetailedErrors = IsDevelopment(provider) ?? options.DetailedErrors;
    }

    private static bool? IsDevelopment(IServiceProvider provider) => provider.GetService<IHostEnvironment>()?.IsDevelopment();

    private static RpcServer MakeServer(IServiceProvider provider)
    {
        RpcServerOptions options = provider.GetRequiredService<IOptions<HostedServerOptions>>().Value.Server;
        RpcClientOptions client = provider.GetRequiredService<IOptions<RpcClientOptions>>().Value;
        ServiceAddresses known = provider.GetRequiredService<ServiceAddresses>();
        options.NameServers = options.NameServers.Count > 0 ? [.. options.NameServers.Select(known.NameServer)] : client.NameServers;
        AddInterceptors(options.Interceptors, provider);

        // What asks the name server is a client as the host's others.
        Action<RpcClientOptions>? configure = options.ConfigureClient;
        options.ConfigureClient = own =>
        {
            (own.Token, own.AllowTokenInClear, own.Handshake, own.Tls) = (client.Token, client.AllowTokenInClear, client.Handshake, client.Tls);
            configure?.Invoke(own);
        };
        return new RpcServer(options);
    }

    private static void AddInterceptors<T>(IList<T> interceptors, IServiceProvider provider)
        where T : class
    {
        foreach (T interceptor in provider.GetServices<T>())
        {
            interceptors.Add(interceptor);
        }
    }
}
