using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Hosting;

/// <summary>A worker that lives as long as its host runs.</summary>
internal sealed class HostedWorker(IServiceProvider provider, TaskWorkerServiceBuilder builder) : IHostedService
{
    /// <summary>The worker; null while the host does not run.</summary>
    public TaskWorker? Worker { get; private set; }

    public bool IsOf(TaskWorkerServiceBuilder other) => builder == other;

    public async Task StartAsync(CancellationToken cancellationToken) =>
        Worker = await provider.GetRequiredService<RpcTasks>().StartWorkerAsync(options => builder.Configure(provider, options), cancellationToken).ConfigureAwait(false);

    public Task StopAsync(CancellationToken cancellationToken) => Worker?.StopAsync(cancellationToken) ?? Task.CompletedTask;
}
