using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rpc.Hosting.Server;

namespace Rpc.Hosting;

/// <summary>Says what the server of a host serves, and to whom.</summary>
public sealed class RpcServerServiceBuilder
{
    internal RpcServerServiceBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Serves objects of a class of the host's services, and lists them at the name server once the host has started.</summary>
    /// <typeparam name="TInterface">The <c>[Remote]</c> interface; nothing else of the class can be called.</typeparam>
    /// <typeparam name="TImplementation">The class. It is added to the services by itself, a singleton or scoped as the mode says, unless it was added before; <typeparamref name="TInterface"/> is not, so that it can be a proxy's.</typeparam>
    /// <param name="name">The name, and the object's id where the options give none.</param>
    /// <param name="mode">How many objects there are: one for all; or one for each proxy or each call, in a scope that is disposed with it.</param>
    /// <param name="options">Null for the defaults.</param>
    public RpcServerServiceBuilder AddRemote<TInterface, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>(string name, InstanceMode mode = InstanceMode.Single, HostedObjectOptions? options = null)
        where TInterface : class
        where TImplementation : class, TInterface
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!Enum.IsDefined(mode))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode.");
        }

        if (mode == InstanceMode.Single)
        {
            Services.TryAddSingleton<TImplementation>();
        }
        else
        {
            Services.TryAddScoped<TImplementation>();
        }

        Services.AddSingleton<HostedObject>(provider => new HostedObject<TInterface, TImplementation>(provider, name, mode, options ?? new HostedObjectOptions()));
        return this;
    }

    /// <summary>Takes only clients that give this token, or another one that is required likewise.</summary>
    /// <inheritdoc cref="RpcServerOptions.RequireToken(string, string?, string[])"/>
    public RpcServerServiceBuilder RequireToken(string token, string? user = null, params string[] roles)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        Services.Configure<HostedServerOptions>(options => options.Server.RequireToken(token, user, roles));
        return this;
    }

    /// <summary>Takes clients that give the token which the services know: asked for at each handshake, so it can change while the host runs.</summary>
    /// <param name="token">Quick and thread-safe.</param>
    public RpcServerServiceBuilder RequireToken(Func<IServiceProvider, string> token)
    {
        ArgumentNullException.ThrowIfNull(token);
        Services.AddOptions<HostedServerOptions>().Configure<IServiceProvider>((options, provider) => options.Server.RequireToken(() => [token(provider)]));
        return this;
    }

    /// <summary>Sees every call, before and after its handler; of several, the first that was added is the outermost. It is made by the services, once.</summary>
    public RpcServerServiceBuilder AddInterceptor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IRpcServerInterceptor
    {
        Services.AddSingleton<IRpcServerInterceptor, T>();
        return this;
    }

    /// <summary>Asks an authorizer of the services for each binding and call.</summary>
    public RpcServerServiceBuilder UseAuthorizer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IRpcAuthorizer
    {
        Services.TryAddSingleton<T>();
        Services.AddOptions<HostedServerOptions>().Configure<T>(static (options, authorizer) => options.Server.Authorizer = authorizer);
        return this;
    }
}
