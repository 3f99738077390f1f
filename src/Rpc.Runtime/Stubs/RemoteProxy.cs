using Rpc.Stubs;

namespace Rpc;

/// <summary>What can be done with a proxy beside calling it.</summary>
public static class RemoteProxy
{
    /// <summary>A proxy for the same object with other options.</summary>
    /// <exception cref="ArgumentException"><paramref name="proxy"/> is not a proxy.</exception>
    public static T With<T>(T proxy, ProxyOptions options)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(options);
        return ContractRegistry.Get<T>().CreateProxy(Base(proxy).Target.With(options));
    }

    /// <summary>The URI that a proxy was made with, or the peer and number of a reference that came over a connection.</summary>
    /// <exception cref="ArgumentException"><paramref name="proxy"/> is not a proxy.</exception>
    public static string UriOf(object proxy) => Base(proxy).Target.Uri;

    /// <summary>Gives a reference back before its connection ends, so that its owner may forget the object. Proxies made from URIs need none.</summary>
    /// <exception cref="ArgumentException"><paramref name="proxy"/> is not a proxy.</exception>
    public static ValueTask ReleaseAsync(object proxy) => Base(proxy).Target.ReleaseAsync();

    /// <summary>Resolves, connects and binds now, so that a missing object, or one of another contract, is told before the first call.</summary>
    /// <exception cref="RpcException">The object cannot be reached, or lacks a method of <typeparamref name="T"/>; the message names it.</exception>
    public static async ValueTask CheckAsync<T>(T proxy, CancellationToken cancellationToken = default)
        where T : class
    {
        ProxyTarget target = Base(proxy).Target;
        Calls.ContractDescriptor contract = ContractRegistry.Get<T>().Descriptor;
        long deadline = Calls.Deadline.After(target.TimeoutMilliseconds);
        Calls.CallRoute route = await target.OpenAsync(contract, default, deadline, cancellationToken).ConfigureAwait(false);
        foreach (Calls.MethodDescriptor method in contract.Methods)
        {
            route.NumberOf(method);
        }
    }

    /// <summary>Makes a call that was kept as a value. A one-way call completes when its bytes are queued; of progress nobody hears.</summary>
    /// <exception cref="ArgumentException"><paramref name="proxy"/> is not a proxy, or of another contract than the call.</exception>
    /// <exception cref="InvalidOperationException">An argument of the call is the result of a task.</exception>
    public static ValueTask InvokeAsync<T>(T proxy, RemoteCall call, CancellationToken cancellationToken = default)
        where T : class => Checked(proxy, call).InvokeAsync(Base(proxy), cancellationToken);

    /// <summary>Makes a call that was kept as a value, and gives its result. Of progress nobody hears.</summary>
    /// <exception cref="ArgumentException"><paramref name="proxy"/> is not a proxy, or of another contract than the call.</exception>
    /// <exception cref="InvalidOperationException">An argument of the call is the result of a task.</exception>
    public static ValueTask<TResult> InvokeAsync<T, TResult>(T proxy, RemoteCall<TResult> call, CancellationToken cancellationToken = default)
        where T : class
    {
        Checked(proxy, call);
        return call.InvokeForResultAsync(Base(proxy), cancellationToken);
    }

    private static RemoteCall Checked<T>(T proxy, RemoteCall call)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(proxy);
        ArgumentNullException.ThrowIfNull(call);
        call.RequireArguments();
        Calls.ContractDescriptor contract = ContractRegistry.Get<T>().Descriptor;
        return call.Contract == contract ? call : throw new ArgumentException($"{call} is a call of {call.Contract.Name}, and the proxy is a {contract.Name}.", nameof(call));
    }

    private static ProxyBase Base(object proxy)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        return proxy as ProxyBase ?? throw new ArgumentException($"A {proxy.GetType()} is not a proxy: it is the object itself.", nameof(proxy));
    }
}
