using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <summary>A stream that a method returns: the call starts with the first item that is asked for, and stops when the enumerator is disposed.</summary>
internal sealed class RemoteStream<TArguments, TItem>(ProxyBase proxy, MethodDescriptor method, TArguments arguments, CallFlows? flows, ReadValue<TItem> read, CancellationToken methodToken) : IAsyncEnumerable<TItem>
    where TArguments : struct, ICallArguments
{
    private readonly ProxyBase _proxy = proxy;
    private readonly MethodDescriptor _method = method;
    private readonly TArguments _arguments = arguments;
    private readonly CallFlows? _flows = flows;
    private readonly ReadValue<TItem> _read = read;
    private readonly CancellationToken _methodToken = methodToken;

    public IAsyncEnumerator<TItem> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        CallFlows? flows = _flows?.Again();
        Retries? retries = null;
        return new RemoteStreamEnumerator<TItem>(token => _proxy.StartStreamAsync(_method, _arguments, flows, token), _read, cancellationToken, _methodToken, flows)
        {
            BeforeRestart = async (failure, route, token) => retries = await _proxy.BeforeRestartAsync(retries, _method, failure, route, token).ConfigureAwait(false),
        };
    }
}
