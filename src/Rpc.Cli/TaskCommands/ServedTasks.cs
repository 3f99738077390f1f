using Microsoft.Extensions.Logging;
using Rpc.NameServer;
using Rpc.NameServer.Stores;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Hub;
using Rpc.Tasks.Ledger;
using Rpc.Tasks.Stores;

namespace Rpc.Cli.TaskCommands;

/// <summary>The hub of tasks that <c>rpc ns --tasks</c> serves beside the names, and its file, which no other name server serves meanwhile.</summary>
internal sealed class ServedTasks : IAsyncDisposable
{
    private readonly StoreLock _lock;
    private readonly ITaskBackend _backend;
    private readonly TaskHubOptions _options;
    private TaskHub? _hub;

    private ServedTasks(string path, StoreLock held, ITaskBackend backend, TaskHubOptions options)
    {
        (Path, _lock, _backend, _options) = (path, held, backend, options);
    }

    /// <summary>What programs look for.</summary>
    public static string Name => TaskHub.DefaultName;

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>Where the hub is; there once the name server serves.</summary>
    public RemoteUri Uri => _hub!.Uri;

    /// <summary>Opens the file, and makes it where it is not there.</summary>
    /// <exception cref="RpcException">It cannot be used, or another name server serves it; the message says why, or which.</exception>
    public static ServedTasks Open(string path, string[] roles, ILoggerFactory? logging)
    {
        string full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);

        // Workers of this machine may use the file beside the hub, and its store has locks of its own.
        var held = StoreLock.Acquire(full, suffix: ".hub", option: "--tasks");
        try
        {
            var options = new TaskHubOptions { LoggerFactory = logging, Object = new ObjectOptions { RequireRoles = roles } };
            return new ServedTasks(full, held, new TaskLedger(SqliteTaskStore.Open(full)), options);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Has the name server serve it.</summary>
    public void AddTo(NameServerOptions options) => options.OwnObjects[Name] = server =>
    {
        _hub = server.AddTaskHub(_backend, _options);
        return _hub.Uri;
    };

    /// <summary>Ends the streams of its clients; before the server is stopped, which waits for them.</summary>
    public ValueTask EndAsync() => _hub?.DisposeAsync() ?? default;

    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        await _backend.DisposeAsync().ConfigureAwait(false);
        _lock.Dispose();
    }
}
