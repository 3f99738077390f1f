using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Rpc.NameServer.Hosting;

/// <summary>The name server of a host: there before anything else starts, and until everything else has stopped.</summary>
internal sealed class HostedNameServer(IOptions<HostedNameServerOptions> options) : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>The name server; null while the host does not run.</summary>
    public NameServerHost? Host { get; private set; }

    public async Task StartingAsync(CancellationToken cancellationToken) => Host = await NameServerHost.StartAsync(options.Value.Open(), cancellationToken).ConfigureAwait(false);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken) => await DisposeAsync().ConfigureAwait(false);

    /// <summary>A host whose start has failed tells nobody that it is stopping.</summary>
    public async ValueTask DisposeAsync()
    {
        NameServerHost? host = Host;
        Host = null;
        if (host is not null)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }
    }
}
