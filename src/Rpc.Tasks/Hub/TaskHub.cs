using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Diagnostics;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Hub;

/// <summary>A backend of tasks that a server serves to other programs (<see cref="TaskHubExtensions.AddTaskHub"/>). It sees to what is due by itself, so that it needs no worker near. Thread-safe.</summary>
/// <remarks>Dispose it before its server, which would else wait for the clients that hear of it. The backend stays its owner's, and is disposed last.</remarks>
public sealed class TaskHub : IAsyncDisposable
{
    /// <summary>The id of its object and the name that it is published under, where nothing else is said: <c>tasks</c>.</summary>
    public const string DefaultName = "tasks";

    private const int TicksToTidy = 60;
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    private readonly RpcServer _server;
    private readonly ITaskBackend _backend;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly TaskHubService _service;
    private readonly CancellationTokenSource _stop = new();
    private readonly Pulse _due = new();
    private readonly IDisposable _listening;
    private readonly Task _tending;
    private int _disposed;

    internal TaskHub(RpcServer server, ITaskBackend backend, TaskHubOptions options)
    {
        (_server, _backend, _clock) = (server, backend, options.TimeProvider);
        _log = options.LoggerFactory?.CreateLogger("Rpc.Tasks") ?? NullLogger.Instance;
        _service = new TaskHubService(backend, _clock, _log, _stop.Token);
        Uri = server.Add<ITaskHub>(_service, options.ObjectId, options.Object);
        _listening = backend.Listen(Heard);
        _tending = TendAsync();
        TaskLog.HubServing(_log, backend.Name, Uri.ToString());
    }

    /// <summary>Where it is: what <c>UseHub</c> takes, where it is not published.</summary>
    public RemoteUri Uri { get; }

    /// <summary>Lists it with the name server, as long as this process lives; <c>UseHub("rpcname:tasks")</c> finds it. A hub that had the name before gives way.</summary>
    /// <exception cref="RpcException"><see cref="RpcStatus.Unavailable"/>: no name server answers.</exception>
    public ValueTask<Publication> PublishAsync(string name = DefaultName, PublishOptions? options = null, CancellationToken cancellationToken = default) =>
        _server.PublishAsync<ITaskHub>(name, _service, options, cancellationToken);

    /// <summary>Takes it off the server and ends the streams of its clients, which look for it again from then on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _server.Remove(Uri.ObjectId!);
            _listening.Dispose();
            await _stop.CancelAsync().ConfigureAwait(false);
            await _tending.ConfigureAwait(false);
        }
    }

    private void Heard(TaskSignal signal)
    {
        if ((signal.Kinds & TaskSignalKinds.Due) != 0)
        {
            _due.Set();
        }
    }

    private async Task TendAsync()
    {
        // Not on the caller's thread, and not in its context.
        await Task.Yield();
        bool failed = false;
        for (int ticks = 1; !_stop.IsCancellationRequested; ticks++)
        {
            TimeSpan wait = s_tick;
            try
            {
                TendAnswer answer = await _backend.TendAsync(new TendRequest(null, []), _stop.Token).ConfigureAwait(false);
                wait = answer.Wait < wait ? answer.Wait : wait;
                failed = false;
            }
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                // Told once until it works again.
                if (!failed)
                {
                    TaskLog.HubTendFailed(_log, exception, _backend.Name);
                }

                failed = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (ticks % TicksToTidy == 0)
            {
                _service.Tidy();
            }

            await PauseAsync(wait).ConfigureAwait(false);
        }
    }

    private async ValueTask PauseAsync(TimeSpan wait)
    {
        try
        {
            if (wait > TimeSpan.Zero)
            {
                await _due.WaitAsync(wait, _clock, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }
}
