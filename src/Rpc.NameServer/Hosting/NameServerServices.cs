using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Rpc.Hosting.Configuration;
using Rpc.NameServer.Hosting;

namespace Rpc.NameServer;

/// <summary>A name server on the generic host.</summary>
public static class NameServerServices
{
    /// <summary>
    /// Adds a name server that is there before the host's other services start, and until they have stopped. Its options come from the section <c>Rpc:NameServer</c> of the configuration, where a key that
    /// is not known fails the start.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options after the configuration has: <c>o => o.UseSqlite("names.db")</c>.</param>
    public static IServiceCollection AddNameServer(this IServiceCollection services, Action<HostedNameServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(static service => service.ServiceType == typeof(HostedNameServer)))
        {
            services.TryAddSingleton(TimeProvider.System);
            services.AddConfigured(NameServerSettings.Section, NameServerSettings.Table, static (provider, options) =>
            {
                options.NameServer.LoggerFactory = provider.GetService<ILoggerFactory>();
                options.NameServer.TimeProvider = provider.GetRequiredService<TimeProvider>();
            });
            services.AddSingleton<HostedNameServer>();
            services.AddHostedService(static provider => provider.GetRequiredService<HostedNameServer>());
        }

        return configure is null ? services : services.Configure(configure);
    }

    /// <summary>Adds a health check of the host's name server: unhealthy while it does not run, or while its store does not answer or cannot keep what was registered last.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="name">Its name. Default <c>rpc-name-server</c>.</param>
    public static IHealthChecksBuilder AddNameServer(this IHealthChecksBuilder checks, string name = "rpc-name-server")
    {
        ArgumentNullException.ThrowIfNull(checks);
        return checks.AddCheck<NameServerHealthCheck>(name);
    }
}
