using System.Text.Json;
using Rpc.Calls;
using Rpc.Wiring;

namespace Rpc;

/// <summary>An object that is called in JSON again and again, over one connection and bound once. Made by <see cref="RpcClient.OpenJsonAsync"/>. Thread-safe.</summary>
/// <remarks>It does not move: when its connection has ended, calls fail with <see cref="RpcStatus.Unavailable"/>, and another one has to be opened.</remarks>
public sealed class RpcJsonObject : IDisposable
{
    private readonly CallRoute _route;
    private readonly RemoteUri _uri;
    private readonly long _timeout;
    private int _ended;

    internal RpcJsonObject(CallRoute route, RemoteUri uri, ContractDescriptor contract, long timeout)
    {
        _route = route;
        _uri = uri;
        _timeout = timeout;
        Contract = contract;
    }

    /// <summary>What the object can do.</summary>
    public ContractDescriptor Contract { get; }

    /// <summary>Calls a method; see <see cref="RpcClient.CallJsonAsync"/>.</summary>
    /// <returns>The result as JSON; <c>null</c> for a method without one.</returns>
    /// <exception cref="RpcException">There is no such method, the arguments do not fit, or the call failed.</exception>
    public ValueTask<JsonElement> CallAsync(string method, string jsonArguments, CancellationToken cancellationToken = default)
    {
        MethodDescriptor found = JsonCall.Find(Contract, method, jsonArguments, _uri);
        return JsonCall.CallAsync(_route, found, jsonArguments, found.TimeoutMilliseconds == 0 ? _timeout : found.TimeoutMilliseconds, cancellationToken);
    }

    /// <summary>Calls a method that gives a stream.</summary>
    public IAsyncEnumerable<JsonElement> StreamAsync(string method, string jsonArguments, CancellationToken cancellationToken = default) =>
        JsonCall.StreamAsync(_route, JsonCall.Find(Contract, method, jsonArguments, _uri), jsonArguments, cancellationToken);

    /// <summary>Tells the server that the object is not used any more.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            _route.End();
        }
    }
}
