using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Where generated code leaves the codec of each type that a contract of the program carries.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CodecRegistry
{
    /// <summary>Registers the codec of <typeparamref name="T"/>; called from generated module initializers. The first one stays.</summary>
    public static void Register<T>(Func<ValueCodec<T>> factory) => Interlocked.CompareExchange(ref Slot<T>.Factory, factory, null);

    /// <summary>The codec of <typeparamref name="T"/>, or null where no contract of the loaded program carries the type.</summary>
    public static ValueCodec<T>? Find<T>() => Slot<T>.Codec ??= Slot<T>.Make();

    private static class Slot<T>
    {
        public static Func<ValueCodec<T>>? Factory;
        public static ValueCodec<T>? Codec;

        public static ValueCodec<T>? Make()
        {
            if (Factory is null)
            {
                RunInitializers(typeof(T));
            }

            return Factory?.Invoke();
        }
    }

    private static void RunInitializers(Type type)
    {
        RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
        foreach (Type argument in type.GenericTypeArguments)
        {
            RunInitializers(argument);
        }

        if (type.GetElementType() is { } element)
        {
            RunInitializers(element);
        }
    }
}
