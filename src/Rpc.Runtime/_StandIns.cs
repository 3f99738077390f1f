// Temporary: signatures of the root API, so that naming compiles before the engine is merged. Deleted at the merge.
#pragma warning disable CA1822, CA1801, CS1591, IDE0060, CA1816
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rpc.Calls;

namespace Rpc;

public sealed class RpcServerOptions
{
    public RemoteUri? NameServer { get; set; }

    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    public ILoggerFactory? LoggerFactory { get; set; }
}

public sealed class RpcClientOptions
{
    public RemoteUri? NameServer { get; set; }

    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    public ILoggerFactory? LoggerFactory { get; set; }
}

public sealed class ObjectOptions;

public sealed class ProxyOptions;

public sealed class RpcServer(RpcServerOptions? options = null) : IAsyncDisposable
{
    public RpcServerOptions? Options { get; } = options;

    public ValueTask<RemoteUri> ListenAsync(RemoteUri uri, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<RemoteUri> ListenAsync(string uri, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public RemoteUri Add<T>(T target, string? objectId = null, ObjectOptions? options = null)
        where T : class => throw new NotSupportedException();

    public bool Remove(string objectId) => throw new NotSupportedException();

    public ValueTask<Publication> PublishAsync<T>(string name, T target, PublishOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => throw new NotSupportedException();

    public Task RunAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask StopAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class RpcClient(RpcClientOptions? options = null) : IAsyncDisposable
{
    public RpcClientOptions? Options { get; } = options;

    public T Get<T>(RemoteUri uri, ProxyOptions? options = null)
        where T : class => throw new NotSupportedException();

    public T Get<T>(string uri, ProxyOptions? options = null)
        where T : class => throw new NotSupportedException();

    public ValueTask<TimeSpan> PingAsync(RemoteUri uri, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ContractDescriptor> DescribeAsync(RemoteUri uri, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<JsonElement> CallJsonAsync(RemoteUri uri, string method, string jsonArguments, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<JsonElement> StreamJsonAsync(RemoteUri uri, string method, string jsonArguments, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
