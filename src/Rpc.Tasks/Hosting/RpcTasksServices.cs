using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rpc.Tasks.Hosting;

namespace Rpc.Tasks;

/// <summary>Background tasks on the generic host.</summary>
public static class RpcTasksServices
{
    /// <summary>Adds an <see cref="RpcTasks"/> as a singleton, opened when the host starts and closed after its workers have stopped. Programs that only enqueue need nothing else.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Chooses the backend: <c>t => t.UseSqlite("tasks.db")</c>.</param>
    /// <returns>To add workers with.</returns>
    public static RpcTasksServiceBuilder AddRpcTasks(this IServiceCollection services, Action<RpcTasksBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(static service => service.ServiceType == typeof(OpenedTasks)))
        {
            throw new InvalidOperationException($"{nameof(AddRpcTasks)} was called before: there is one backend for the tasks of a host.");
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new OpenedTasks(builder =>
        {
            builder.TimeProvider = provider.GetRequiredService<TimeProvider>();
            builder.LoggerFactory = provider.GetService<ILoggerFactory>();
            configure(builder);
        }));
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
