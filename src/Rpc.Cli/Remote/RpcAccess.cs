using System.Text.Json;
using Rpc.Calls;
using Rpc.Cli.TaskCommands;
using Rpc.Naming;
using Rpc.Tasks;

namespace Rpc.Cli.Remote;

/// <summary>Other programs, over real connections.</summary>
internal sealed class RpcAccess : IRemoteAccess
{
    // Shared with the client, which gives no token to what was found in this way.
    private readonly NameDiscovery _discovery = new();
    private readonly RpcClient _client;
    private readonly AccessOptions _options;
    private readonly Lazy<NameClient> _names;

    public RpcAccess(AccessOptions options)
    {
        _options = options;
        _client = new RpcClient(Configure(new RpcClientOptions()));
        _names = new Lazy<NameClient>(() => NamesAt(options.NameServers));
    }

    public NameClient Names => _names.Value;

    public NameClient NamesAt(RemoteUri nameServer) => NamesAt([nameServer]);

    public ValueTask<TimeSpan> PingAsync(RemoteUri uri, CancellationToken cancellationToken) => _client.PingAsync(uri, cancellationToken);

    public ValueTask<ContractDescriptor> DescribeAsync(RemoteUri uri, CancellationToken cancellationToken) => _client.DescribeAsync(uri, cancellationToken);

    public ValueTask<JsonElement> CallJsonAsync(RemoteUri uri, string method, string jsonArguments, CancellationToken cancellationToken) =>
        _client.CallJsonAsync(uri, method, jsonArguments, cancellationToken);

    public IAsyncEnumerable<JsonElement> StreamJsonAsync(RemoteUri uri, string method, string jsonArguments, CancellationToken cancellationToken) =>
        _client.StreamJsonAsync(uri, method, jsonArguments, cancellationToken);

    public ValueTask<RpcJsonObject> OpenJsonAsync(RemoteUri uri, CancellationToken cancellationToken) => _client.OpenJsonAsync(uri, cancellationToken);

    public IAsyncEnumerable<ObjectLoad> WatchLoadAsync(RemoteUri uri, TimeSpan stretch, CancellationToken cancellationToken) => _client.WatchLoadAsync(uri, stretch, cancellationToken);

    public ValueTask<RpcTasks> OpenTasksAsync(string backend, CancellationToken cancellationToken) => RpcTasks.OpenAsync(
        builder =>
        {
            builder.LoggerFactory = _options.Logging;
            TaskBackends.Use(builder, backend, client => Configure(client).NameServers = _options.NameServers);
        },
        cancellationToken);

    public async ValueTask<IServing> ServeAsync<T>(T target, string objectId, RemoteUri listen, string? name, CancellationToken cancellationToken)
        where T : class
    {
        var options = new RpcServerOptions { Tls = Commands.SharedOptions.ServerTls(listen, _options.Tls), LoggerFactory = _options.Logging };
        if (_options.Token is { } token)
        {
            options.RequireToken(token);
        }

        var server = new RpcServer(options);
        Publisher? publisher = null;
        try
        {
            await server.ListenAsync(listen.WithoutObject(), cancellationToken).ConfigureAwait(false);
            RemoteUri uri = server.Add(target, objectId);
            if (name is not null)
            {
                publisher = new Publisher(Names);
                await publisher.PublishAsync(name, uri, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            return new Serving(server, publisher, uri);
        }
        catch
        {
            await new Serving(server, publisher, listen).DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private RpcClientOptions Configure(RpcClientOptions client)
    {
        (client.Discovery, client.Tls, client.LoggerFactory, client.Token, client.AllowTokenInClear) = (_discovery, _options.Tls, _options.Logging, _options.Token, _options.TokenInClear);
        return client;
    }

    private NameClient NamesAt(IReadOnlyList<RemoteUri> nameServers) => new(
        uri => _client.Get<INameServer>(uri),
        new NameClientOptions { NameServers = nameServers, Discovery = _discovery, Timeout = _options.Timeout, LoggerFactory = _options.Logging });

    private sealed class Serving(RpcServer server, Publisher? publisher, RemoteUri uri) : IServing
    {
        public RemoteUri Uri => uri;

        public async ValueTask DisposeAsync()
        {
            if (publisher is not null)
            {
                await publisher.DisposeAsync().ConfigureAwait(false);
            }

            await server.DisposeAsync().ConfigureAwait(false);
        }
    }
}
