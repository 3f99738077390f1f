using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Hub;

/// <summary>Serves tasks to other programs, and uses those that another one serves.</summary>
public static class TaskHubExtensions
{
    /// <summary>Serves a backend of tasks to other programs, which use it with <c>UseHub</c>: a file of this machine becomes the queue of many.</summary>
    /// <param name="server">Listens already.</param>
    /// <param name="backend">Where the tasks are: <c>RpcTasks.Backend</c>. Stays the caller's, and is disposed after the hub.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>Dispose it before the server.</returns>
    /// <exception cref="InvalidOperationException">The server does not listen yet, or the backend keeps no results.</exception>
    /// <exception cref="RpcException"><see cref="RpcStatus.AlreadyExists"/>: the object id is taken.</exception>
    public static TaskHub AddTaskHub(this RpcServer server, ITaskBackend backend, TaskHubOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(backend);
        return (backend.Traits & TaskBackendTraits.Results) != 0
            ? new TaskHub(server, backend, options ?? new TaskHubOptions())
            : throw new InvalidOperationException($"{backend.Name} keeps no states and no results, and a hub has to tell both: serve a store, such as SQLite or PostgreSQL.");
    }

    /// <summary>Uses the tasks of another program that serves them: <c>rpc ns --tasks PATH</c>, or any with <see cref="AddTaskHub"/>. Nothing is connected before the first use, and connections come back by themselves.</summary>
    /// <param name="builder">What is configured.</param>
    /// <param name="uri">Where: <c>rpcname:tasks</c>, or an address such as <c>rpc://host:9190/tasks</c>.</param>
    /// <param name="configure">Changes how it is reached: token, TLS, name servers.</param>
    /// <exception cref="FormatException">The text is not a URI; the message says where.</exception>
    public static RpcTasksBuilder UseHub(this RpcTasksBuilder builder, string uri, Action<RpcClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var hub = RemoteUri.Parse(uri);
        if (!hub.NeedsNameServer && hub.ObjectId is null)
        {
            hub = hub.WithObject(TaskHub.DefaultName);
        }

        return builder.UseBackend((opened, _) =>
        {
            var options = new RpcClientOptions { TimeProvider = opened.TimeProvider, LoggerFactory = opened.LoggerFactory };
            configure?.Invoke(options);
            return new ValueTask<ITaskBackend>(new HubBackend(hub, options, opened.TimeProvider, opened.LoggerFactory?.CreateLogger("Rpc.Tasks") ?? NullLogger.Instance));
        });
    }
}
