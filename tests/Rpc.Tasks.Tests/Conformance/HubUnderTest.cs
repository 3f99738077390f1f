using Rpc.Tasks.Hub;
using Rpc.Tasks.Ledger;
using Rpc.Tasks.Stores;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Conformance;

/// <summary>A hub over a SQLite file, which can be taken away and come back on the same port.</summary>
internal sealed class HubUnderTest : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TaskLedger? _ledger;
    private RpcServer? _server;
    private TaskHub? _hub;

    public RemoteUri Uri { get; private set; } = RemoteUri.Parse("rpc://127.0.0.1:0/tasks");

    public TaskLedger Ledger => _ledger!;

    public TaskHub Hub => _hub!;

    public RpcServer Server => _server!;

    public async Task StartAsync(Action<RpcServerOptions>? configure = null, TaskHubOptions? hub = null)
    {
        var options = new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(2) };
        configure?.Invoke(options);
        _ledger = new TaskLedger(SqliteTaskStore.Open(_folder.File("tasks.db")));
        _server = new RpcServer(options);
        await _server.ListenAsync(Uri.WithoutObject());
        _hub = _server.AddTaskHub(_ledger, hub);
        Uri = _hub.Uri;
    }

    public async Task StopAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
            await _server!.DisposeAsync();
            await _ledger!.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }
}
