using System.ComponentModel;
using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <summary>The base of every generated proxy: encodes arguments, sends the call, decodes the result. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ProxyBase
{
    /// <summary>A proxy whose calls go through <paramref name="target"/>.</summary>
    protected ProxyBase(ProxyTarget target) => Target = target;

    internal ProxyTarget Target { get; }

    /// <summary>Calls and blocks the calling thread until the result is there.</summary>
    protected TResult Call<TArguments, TResult>(MethodDescriptor method, in TArguments arguments, ValueCodec<TResult> result, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments => throw new NotSupportedException();

    /// <summary>Calls and blocks the calling thread until the method has run.</summary>
    protected void Call<TArguments>(MethodDescriptor method, in TArguments arguments, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments => throw new NotSupportedException();

    /// <summary>Calls and gives the result when it is there.</summary>
    protected ValueTask<TResult> CallAsync<TArguments, TResult>(MethodDescriptor method, in TArguments arguments, ValueCodec<TResult> result, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments => throw new NotSupportedException();

    /// <summary>Calls and completes when the method has run.</summary>
    protected ValueTask CallAsync<TArguments>(MethodDescriptor method, in TArguments arguments, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments => throw new NotSupportedException();

    /// <summary>Queues a one-way call; blocks only under back-pressure.</summary>
    protected void Post<TArguments>(MethodDescriptor method, in TArguments arguments, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments => throw new NotSupportedException();

    /// <summary>Queues a one-way call; waits only under back-pressure.</summary>
    protected ValueTask PostAsync<TArguments>(MethodDescriptor method, in TArguments arguments, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments => throw new NotSupportedException();

    /// <summary>A stream: each enumeration is one call.</summary>
    protected IAsyncEnumerable<TItem> Stream<TArguments, TItem>(MethodDescriptor method, in TArguments arguments, ValueCodec<TItem> item, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments => throw new NotSupportedException();
}
