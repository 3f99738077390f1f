using Microsoft.Extensions.DependencyInjection;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Hosting;

/// <summary>Adds workers to the tasks of a host.</summary>
public sealed class RpcTasksServiceBuilder
{
    internal RpcTasksServiceBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a worker, which takes tasks from when the host has started until it stops; what runs then has <see cref="TaskWorkerOptions.DrainTimeout"/> to end, and no longer than the host's shutdown timeout.</summary>
    public TaskWorkerServiceBuilder AddWorker(Action<TaskWorkerOptions>? configure = null)
    {
        var worker = new TaskWorkerServiceBuilder(Services, configure);
        Services.AddSingleton(provider => new HostedWorker(provider, worker));
        Services.AddHostedService(provider => provider.GetServices<HostedWorker>().First(hosted => hosted.IsOf(worker)));
        return worker;
    }
}
