using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Rpc.Tasks.Hosting;

/// <summary>The tasks of a host: opened when it starts, or when somebody needs them earlier.</summary>
internal sealed class OpenedTasks : IHostedService, IAsyncDisposable
{
    private readonly Lazy<Task<RpcTasks>> _opening;

    public OpenedTasks(IOptions<HostedTasksOptions> options) => _opening = new Lazy<Task<RpcTasks>>(() => Task.Run(async () => await RpcTasks.OpenAsync(options.Value.Builder).ConfigureAwait(false)));

    public RpcTasks Tasks => _opening.Value.GetAwaiter().GetResult();

    public Task StartAsync(CancellationToken cancellationToken) => _opening.Value.WaitAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_opening is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _opening.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }
}
