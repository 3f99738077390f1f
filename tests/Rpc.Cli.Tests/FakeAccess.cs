using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Calls;
using Rpc.Cli.Remote;
using Rpc.Naming;
using Rpc.NameServer;
using Rpc.NameServer.Registry;
using Rpc.NameServer.Stores;
using Rpc.Tasks;
using Rpc.Tasks.Stores;

namespace Rpc.Cli.Tests;

/// <summary>Other programs without any: a name server in this process, and one object whose contract and answers a test sets.</summary>
internal sealed class FakeAccess : IRemoteAccess
{
    private readonly NameServerService _service = new(NameRegistry.Over(new MemoryNameStore(), TimeProvider.System, NullLogger.Instance));

    public static MethodDescriptor Method(string name, string returns, MethodTraits traits, params ParameterDescriptor[] parameters) =>
        new(name, $"{name}({string.Join(',', parameters.Select(parameter => parameter.Type))})", returns, traits, parameters, $"Does {name}.");

    public AccessOptions? Options { get; private set; }

    public INameServer Server => _service;

    /// <summary>True: no name server answers.</summary>
    public bool NoNameServer { get; set; }

    /// <summary>True: whoever is called never answers.</summary>
    public bool Hangs { get; set; }

    public ContractDescriptor Contract { get; set; } = new("Shop.ICalculator", "0123", [
        Method("Add", "int", MethodTraits.None, new("x", "int"), new("y", "int", "1")),
        Method("GreetAsync", "string", MethodTraits.Idempotent, new ParameterDescriptor("name", "string")),
        Method("Log", "void", MethodTraits.OneWay, new ParameterDescriptor("line", "string")),
        Method("Count", "int", MethodTraits.ServerStream, new ParameterDescriptor("to", "int")),
        Method("Save", "string", MethodTraits.None, new ParameterDescriptor("order", "Shop.Order")),
        Method("Find", "string", MethodTraits.None, new ParameterDescriptor("id", "System.Guid")),
        Method("Find", "string", MethodTraits.None, new("id", "System.Guid"), new("deep", "bool")),
    ], [new TypeDescriptor("Shop.Order", "{i4}")], "Adds & [greets].");

    /// <summary>What a name server waits for before it is reached; null for nothing.</summary>
    public ManualResetEventSlim? Gate { get; set; }

    /// <summary>How hosts begin that answer no ping.</summary>
    public string? Silent { get; set; }

    /// <summary>How long the next pings take, in milliseconds; null for no answer. 1.234 once there are none left.</summary>
    public List<double?> PingTimes { get; set; } = [];

    public List<string> Calls { get; } = [];

    public JsonElement Answer { get; set; } = JsonDocument.Parse("5").RootElement;

    public NameClient Names { get; private set; } = null!;

    public IRemoteAccess Connect(AccessOptions options)
    {
        Options = options;
        Names = Client(options.NameServers.Count > 0 ? options.NameServers : [NameServerAddress.Default]);
        return this;
    }

    public NameClient NamesAt(RemoteUri nameServer)
    {
        Calls.Add($"names at {nameServer}");
        return Client([nameServer]);
    }

    public async ValueTask<TimeSpan> PingAsync(RemoteUri uri, CancellationToken cancellationToken)
    {
        await HangAsync(cancellationToken);
        double? time = PingTimes.Count > 0 ? PingTimes[0] : 1.234;
        PingTimes = PingTimes.Count > 0 ? PingTimes[1..] : [];
        if (time is null || (Silent is not null && uri.Host?.StartsWith(Silent, StringComparison.Ordinal) == true))
        {
            throw new RpcException(RpcStatus.Unavailable, "Nobody is there.");
        }

        lock (Calls)
        {
            Calls.Add($"ping {uri}");
        }

        return TimeSpan.FromMilliseconds(time.Value);
    }

    public async ValueTask<ContractDescriptor> DescribeAsync(RemoteUri uri, CancellationToken cancellationToken)
    {
        await HangAsync(cancellationToken);
        return Contract;
    }

    public ValueTask<JsonElement> CallJsonAsync(RemoteUri uri, string method, string jsonArguments, CancellationToken cancellationToken)
    {
        Calls.Add($"{uri} {method} {jsonArguments}");
        return new(Answer);
    }

    public async IAsyncEnumerable<JsonElement> StreamJsonAsync(RemoteUri uri, string method, string jsonArguments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Calls.Add($"{uri} {method} {jsonArguments}");
        for (int i = 1; i <= 3; i++)
        {
            await Task.Yield();
            yield return JsonDocument.Parse($$"""{"n": {{i}}}""").RootElement;
        }
    }

    /// <summary>Where all commands find tasks, however they say it; null for nobody that answers.</summary>
    public ITaskStore? Tasks { get; set; }

    /// <summary>The <c>--backend</c> of the last command.</summary>
    public string? Backend { get; private set; }

    public ValueTask<RpcJsonObject> OpenJsonAsync(RemoteUri uri, CancellationToken cancellationToken) => throw new RpcException(RpcStatus.Unavailable, "Nobody answers there.");

    public IAsyncEnumerable<ObjectLoad> WatchLoadAsync(RemoteUri uri, TimeSpan stretch, CancellationToken cancellationToken) => throw new RpcException(RpcStatus.Unavailable, "Nobody answers there.");

    public ValueTask<RpcTasks> OpenTasksAsync(string backend, CancellationToken cancellationToken)
    {
        Backend = backend;
        return RpcTasks.OpenAsync(builder => builder.UseStore((_, _) => Tasks is null ? throw new RpcException(RpcStatus.Unavailable, "Nobody answers there.") : new ValueTask<ITaskStore>(new LentStore(Tasks))), cancellationToken);
    }

    public ValueTask<IServing> ServeAsync<T>(T target, string objectId, RemoteUri listen, string? name, CancellationToken cancellationToken)
        where T : class => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private NameClient Client(IReadOnlyList<RemoteUri> nameServers) => new(
        uri => Gate?.Wait(TimeSpan.FromMinutes(1)) == false || NoNameServer ? throw new RpcException(RpcStatus.Unavailable, "Connection refused.") : _service,
        new NameClientOptions { NameServers = nameServers });

    private Task HangAsync(CancellationToken cancellationToken) => Hangs ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask;
}
