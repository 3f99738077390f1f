using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Where generated code leaves the codec of each type that a contract of the program carries.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CodecRegistry
{
    private static readonly Lock Gate = new();

    // Not Gate: registering may run another assembly's initializer, which may be running on another thread that is about to register.
    private static readonly Lock Running = new();
    private static readonly ConcurrentQueue<Action> Deferred = new();

    /// <summary>Takes note of what registers an assembly's codecs, to be run when one is first looked for: calls do not need that, and a program that only calls starts sooner.</summary>
    public static void Defer(Action registrations) => Deferred.Enqueue(registrations);

    /// <summary>Registers the codec of <typeparamref name="T"/>; called from generated code.</summary>
    /// <param name="factory">Gives the codec; called once, at first use.</param>
    /// <param name="nullables">
    /// How many parts of the type the codec lets be null. At run time <c>List&lt;string&gt;</c> and <c>List&lt;string?&gt;</c> are one type:
    /// the codec that lets more be null stays, among equals the first one.
    /// </param>
    public static void Register<T>(Func<ValueCodec<T>> factory, int nullables = 0)
    {
        lock (Gate)
        {
            if (Slot<T>.Factory is null || nullables > Slot<T>.Nullables)
            {
                Slot<T>.Factory = factory;
                Slot<T>.Nullables = nullables;
            }
        }
    }

    /// <summary>The codec of <typeparamref name="T"/>, or null where no contract of the loaded program carries the type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ValueCodec<T>? Find<T>() => Slot<T>.Codec ??= Slot<T>.Make();

    private static class Slot<T>
    {
        public static Func<ValueCodec<T>>? Factory;
        public static ValueCodec<T>? Codec;
        public static int Nullables;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static ValueCodec<T>? Make()
        {
            RunDeferred();
            if (Factory is null)
            {
                ModuleInitializers.Run(typeof(T));
                RunDeferred();
            }

            return Factory?.Invoke();
        }
    }

    // Under the lock: whoever finds nothing deferred any more finds everything registered.
    private static void RunDeferred()
    {
        lock (Running)
        {
            while (Deferred.TryDequeue(out Action? register))
            {
                register();
            }
        }
    }
}
