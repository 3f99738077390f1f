using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Rpc.Hosting.Client;

namespace Rpc.Hosting;

/// <summary>Says which objects of other programs the services of a host have proxies for.</summary>
public sealed class RpcClientServiceBuilder
{
    internal RpcClientServiceBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a proxy as a singleton. Nothing is connected or resolved before its first call.</summary>
    /// <typeparam name="T">The <c>[Remote]</c> interface.</typeparam>
    /// <param name="uri">
    /// A URI as <see cref="RpcClient.Get{T}(string, ProxyOptions?)"/> takes it; or a name: then what the configuration has under <c>ConnectionStrings:NAME</c> or <c>services:NAME:ENDPOINT:0</c>, else
    /// <c>rpcname:NAME</c>. In <c>rpc://NAME/object</c> the name stands for a service's address.
    /// </param>
    /// <param name="serviceKey">Under which the service is found (<c>[FromKeyedServices]</c>); null for the one without a key.</param>
    /// <param name="options">Null for those of the client.</param>
    /// <exception cref="FormatException">It is none of these; the message says where.</exception>
    public RpcClientServiceBuilder AddRemoteProxy<T>(string uri, object? serviceKey = null, ProxyOptions? options = null)
        where T : class
    {
        ProxyAddress address = ProxyAddress.Parse(uri);
        T Make(IServiceProvider provider) => provider.GetRequiredService<RpcClient>().Get<T>(address.Resolve(provider), options);
        if (serviceKey is null)
        {
            Services.AddSingleton(Make);
        }
        else
        {
            Services.AddKeyedSingleton<T>(serviceKey, (provider, _) => Make(provider));
        }

        return this;
    }

    /// <summary>Runs around every call of the client's proxies; of several, the first that was added is the outermost. It is made by the services, once.</summary>
    public RpcClientServiceBuilder AddInterceptor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IRpcClientInterceptor
    {
        Services.AddSingleton<IRpcClientInterceptor, T>();
        return this;
    }
}
