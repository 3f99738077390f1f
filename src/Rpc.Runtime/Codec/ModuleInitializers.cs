using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Makes sure that what generated code registers is registered.</summary>
internal static class ModuleInitializers
{
    /// <summary>Runs the initializers of the modules that declare the type, its type arguments at any depth and its element type, where they have not run.</summary>
    public static void Run(Type type)
    {
        RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
        foreach (Type argument in type.GenericTypeArguments)
        {
            Run(argument);
        }

        if (type.GetElementType() is { } element)
        {
            Run(element);
        }
    }
}
