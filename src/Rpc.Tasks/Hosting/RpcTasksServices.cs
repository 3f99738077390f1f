using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Rpc.Hosting.Configuration;
using Rpc.Tasks.Hosting;

namespace Rpc.Tasks;

/// <summary>Background tasks on the generic host.</summary>
public static class RpcTasksServices
{
    /// <summary>
    /// Adds an <see cref="RpcTasks"/> as a singleton, opened when the host starts and closed after its workers have stopped. Programs that only enqueue need nothing else. Its options come from the section
    /// <c>Rpc:Tasks</c> of the configuration, where a key that is not known fails the start.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Chooses the backend, after the configuration has: <c>t => t.UseSqlite("tasks.db")</c>. Null where the configuration does.</param>
    /// <returns>To add workers with.</returns>
    public static RpcTasksServiceBuilder AddRpcTasks(this IServiceCollection services, Action<RpcTasksBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(static service => service.ServiceType == typeof(OpenedTasks)))
        {
            throw new InvalidOperationException($"{nameof(AddRpcTasks)} was called before: there is one backend for the tasks of a host.");
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddConfigured(TaskSettings.Section, TaskSettings.Table, static (provider, options) =>
        {
            options.Builder.TimeProvider = provider.GetRequiredService<TimeProvider>();
            options.Builder.LoggerFactory = provider.GetService<ILoggerFactory>();
        });
        if (configure is not null)
        {
            services.Configure<HostedTasksOptions>(options => configure(options.Builder));
        }

        services.AddSingleton<OpenedTasks>();
        services.AddSingleton(static provider => provider.GetRequiredService<OpenedTasks>().Tasks);
        services.AddHostedService(static provider => provider.GetRequiredService<OpenedTasks>());
        return new RpcTasksServiceBuilder(services);
    }

    /// <summary>Adds a health check of the workers of this host: unhealthy while one of them cannot work.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="name">Its name. Default <c>rpc-tasks</c>.</param>
    public static IHealthChecksBuilder AddRpcTasks(this IHealthChecksBuilder checks, string name = "rpc-tasks")
    {
        ArgumentNullException.ThrowIfNull(checks);
        return checks.AddCheck<RpcTasksHealthCheck>(name);
    }
}
