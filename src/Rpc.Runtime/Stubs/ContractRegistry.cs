using System.ComponentModel;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <summary>Where generated module initializers leave the contract of each <c>[Remote]</c> interface.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ContractRegistry
{
    /// <summary>Registers the contract of <typeparamref name="T"/>. The first one stays.</summary>
    public static void Register<T>(Func<Contract<T>> factory)
        where T : class => Interlocked.CompareExchange(ref Slot<T>.Factory, factory, null);

    /// <summary>The contract of <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">The interface is not <c>[Remote]</c>, or was built without the generator.</exception>
    public static Contract<T> Get<T>()
        where T : class => Slot<T>.Contract ??= Slot<T>.Make();

    private static class Slot<T>
        where T : class
    {
        public static Func<Contract<T>>? Factory;
        public static Contract<T>? Contract;

        public static Contract<T> Make()
        {
            if (Factory is null)
            {
                ModuleInitializers.Run(typeof(T));
            }

            return Factory?.Invoke() ?? throw new InvalidOperationException(
                $"No contract is known for {typeof(T)}. Mark the interface with [Remote], and make sure that the project that declares it references Rpc.Runtime with its generator (a PackageReference does).{Generic}");
        }

        // What the build cannot see, it cannot write.
        private static string Generic => typeof(T).IsGenericType
            ? " It is generic: where no project writes it out in a contract or at a call, name it once with [assembly: RemoteInstance(typeof(...))]."
            : "";
    }
}
