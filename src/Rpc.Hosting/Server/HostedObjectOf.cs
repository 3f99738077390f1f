using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Rpc.Hosting.Server;

/// <summary>An object of a class that the host's services make: one for all, or in a scope of its own for each session or call.</summary>
internal sealed class HostedObject<TInterface, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>(IServiceProvider provider, string name, InstanceMode mode, HostedObjectOptions options) : HostedObject(name, options)
    where TInterface : class
    where TImplementation : class, TInterface
{
    public override RemoteUri AddTo(RpcServer server)
    {
        ObjectOptions options = Options.Object ?? new ObjectOptions { FlowCallContext = TakesContext() };
        return mode == InstanceMode.Single
            ? server.Add<TInterface>(provider.GetRequiredService<TImplementation>(), ObjectId, options)
            : server.Add<TInterface>(MakeAsync, mode, ObjectId, options);
    }

    private static bool TakesContext() =>
        typeof(TImplementation).GetConstructors().Any(static constructor => constructor.GetParameters().Any(static parameter => parameter.ParameterType == typeof(ICallContextAccessor)));

    private async ValueTask<OwnedInstance<TInterface>> MakeAsync(CallContext context)
    {
        AsyncServiceScope scope = provider.CreateAsyncScope();
        try
        {
            return new OwnedInstance<TInterface>(scope.ServiceProvider.GetRequiredService<TImplementation>(), scope.DisposeAsync);
        }
        catch
        {
            await scope.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
