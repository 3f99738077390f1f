using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A stream among the arguments of a call, on the callee's side: its caller enumerates it each time that it is enumerated here.</summary>
internal sealed class RemoteItems<T>(IncomingCall call, int place, ValueCodec<T> codec) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new RemoteStreamEnumerator<T>(token => call.StartFlowAsync(place, token), codec.Read, cancellationToken, call.CancellationToken);
}
