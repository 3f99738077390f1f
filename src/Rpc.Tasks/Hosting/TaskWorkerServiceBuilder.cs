using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Rpc.Dispatch;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Hosting;

/// <summary>Says what a worker of a host handles.</summary>
public sealed class TaskWorkerServiceBuilder
{
    private readonly List<Action<IServiceProvider, TaskWorkerOptions>> _steps = [];

    internal TaskWorkerServiceBuilder(IServiceCollection services, Action<TaskWorkerOptions>? configure)
    {
        Services = services;
        if (configure is not null)
        {
            _steps.Add((_, options) => configure(options));
        }
    }

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Runs calls of <typeparamref name="TContract"/> on a <typeparamref name="TImplementation"/> of the host's services: each task in a scope of its own, which is disposed afterwards.</summary>
    /// <remarks><typeparamref name="TImplementation"/> is added as a scoped service, unless it was added before.</remarks>
    public TaskWorkerServiceBuilder Handle<TContract, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>()
        where TContract : class
        where TImplementation : class, TContract
    {
        Services.TryAddScoped<TImplementation>();
        _steps.Add(static (provider, options) => options.HandleWith<TContract>(async _ =>
        {
            AsyncServiceScope scope = provider.CreateAsyncScope();
            try
            {
                return new KeptCallInstance(scope.ServiceProvider.GetRequiredService<TImplementation>(), scope.DisposeAsync);
            }
            catch
            {
                await scope.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }));
        return this;
    }

    internal void Configure(IServiceProvider provider, TaskWorkerOptions options)
    {
        provider.GetRequiredService<IOptions<HostedTasksOptions>>().Value.Worker?.Invoke(options);
        foreach (Action<IServiceProvider, TaskWorkerOptions> step in _steps)
        {
            step(provider, options);
        }
    }
}
