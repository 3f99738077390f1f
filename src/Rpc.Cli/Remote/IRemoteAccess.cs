using System.Text.Json;
using Rpc.Calls;
using Rpc.Naming;
using Rpc.Tasks;

namespace Rpc.Cli.Remote;

/// <summary>All that commands do with other programs, so that they can be tested without any. URIs are resolved ones.</summary>
internal interface IRemoteAccess : IAsyncDisposable
{
    NameClient Names { get; }

    /// <summary>The names that another name server knows.</summary>
    NameClient NamesAt(RemoteUri nameServer);

    ValueTask<TimeSpan> PingAsync(RemoteUri uri, CancellationToken cancellationToken);

    ValueTask<ContractDescriptor> DescribeAsync(RemoteUri uri, CancellationToken cancellationToken);

    ValueTask<JsonElement> CallJsonAsync(RemoteUri uri, string method, string jsonArguments, CancellationToken cancellationToken);

    IAsyncEnumerable<JsonElement> StreamJsonAsync(RemoteUri uri, string method, string jsonArguments, CancellationToken cancellationToken);

    /// <summary>An object for many calls over one connection.</summary>
    ValueTask<RpcJsonObject> OpenJsonAsync(RemoteUri uri, CancellationToken cancellationToken);

    /// <summary>Which calls an object gets, told by its server.</summary>
    IAsyncEnumerable<ObjectLoad> WatchLoadAsync(RemoteUri uri, TimeSpan stretch, CancellationToken cancellationToken);

    /// <summary>The background tasks that are kept somewhere; see <see cref="TaskCommands.TaskBackends"/>.</summary>
    ValueTask<RpcTasks> OpenTasksAsync(string backend, CancellationToken cancellationToken);

    /// <summary>Serves one object, under a name too where one is given.</summary>
    ValueTask<IServing> ServeAsync<T>(T target, string objectId, RemoteUri listen, string? name, CancellationToken cancellationToken)
        where T : class;
}
