using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Rpc.Hosting.Server;

/// <summary>The server of a host: listens while the host starts, is listed when everything else has started, and drains before anything else stops.</summary>
/// <remarks>Invariant: <c>_unlisted</c> and <c>_problems</c> are used under <c>_lock</c>; who is in <c>_unlisted</c> is not listed yet, and <c>_listing</c> goes on while there is somebody.</remarks>
internal sealed class HostedServer(RpcServer server, IEnumerable<HostedObject> objects, IOptions<HostedServerOptions> options, TimeProvider clock, ILogger<HostedServer> log) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<(HostedObject Object, RemoteUri Uri)> _unlisted = [];
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<RemoteUri> _addresses = [];
    private Task _listing = Task.CompletedTask;
    private volatile bool _serves;

    /// <summary>Whether calls are taken.</summary>
    public bool Serves => _serves;

    /// <summary>Where, with the ports that were bound.</summary>
    public IReadOnlyList<RemoteUri> Addresses => _addresses;

    /// <summary>Why names are not listed that should be, by name.</summary>
    public IReadOnlyDictionary<string, string> Problems
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, string>(_problems, StringComparer.Ordinal);
            }
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (RemoteUri address in options.Value.Addresses)
        {
            _addresses.Add(await server.ListenAsync(address, cancellationToken).ConfigureAwait(false));
        }

        foreach (HostedObject one in objects)
        {
            RemoteUri uri = one.AddTo(server);
            if (one.Options.IsListed)
            {
                _unlisted.Add((one, uri));
            }
        }

        _serves = true;
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await ListAsync(cancellationToken).ConfigureAwait(false);
        if (Problems is { Count: > 0 } problems)
        {
            HostingLog.NotListed(log, problems.Count, problems.Values.First());
            _listing = Task.Run(KeepListingAsync, CancellationToken.None);
        }
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _serves = false;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _listing.ConfigureAwait(false);
        await server.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A host that has not come so far as to start tells nobody that it is stopping.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) => await server.StopAsync(cancellationToken).ConfigureAwait(false);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    /// <summary>Lists what is not listed yet. Who cannot be listed for want of a name server stays; any other failure is the program's.</summary>
    private async Task ListAsync(CancellationToken cancellationToken)
    {
        (HostedObject Object, RemoteUri Uri)[] wanted;
        lock (_lock)
        {
            wanted = [.. _unlisted];
        }

        foreach ((HostedObject Object, RemoteUri Uri) one in wanted)
        {
            string? problem = await TryListAsync(one.Object, one.Uri, cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                if (problem is null)
                {
                    _unlisted.Remove(one);
                    _problems.Remove(one.Object.Name);
                }
                else
                {
                    _problems[one.Object.Name] = problem;
                }
            }
        }
    }

    private async Task<string?> TryListAsync(HostedObject one, RemoteUri uri, CancellationToken cancellationToken)
    {
        try
        {
            PublishOptions given = one.Options.Publish ?? new PublishOptions();
            PublishOptions publish = new() { Advertise = given.Advertise ?? options.Value.Advertise, Tags = given.Tags, Metadata = given.Metadata, Weight = given.Weight, Lease = given.Lease, Mode = given.Mode };
            await server.PublishAsync(one.Name, uri, publish, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (RpcException exception) when (exception.Status is RpcStatus.Unavailable or RpcStatus.DeadlineExceeded)
        {
            return exception.Message;
        }
    }

    private async Task KeepListingAsync()
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(500);
        try
        {
            while (Problems.Count > 0)
            {
                await Task.Delay(pause, clock, _stopping.Token).ConfigureAwait(false);
                pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
                await ListAsync(_stopping.Token).ConfigureAwait(false);
            }

            HostingLog.ListedAfterAll(log);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            // The host has started long ago: it goes on serving those who know the address, and its health check says what is wrong.
            lock (_lock)
            {
                _problems[_unlisted.Count > 0 ? _unlisted[0].Object.Name : "?"] = exception.Message;
            }

            HostingLog.CannotBeListed(log, exception.Message);
        }
    }
}
