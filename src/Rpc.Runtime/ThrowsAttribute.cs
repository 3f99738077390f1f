namespace Rpc;

/// <summary>The method may throw this exception: it comes back to the caller as itself, with its message and its properties.</summary>
/// <remarks>
/// <para>On an interface it holds for all methods that the interface has, also inherited ones; on a property for its accessors.</para>
/// <para>
/// What counts is the exact type of what the handler throws: list each one. Its public properties and fields travel as those of any data type do, by setter, <see langword="init"/> or
/// constructor parameter of the same name; of <see cref="Exception"/> itself only the message travels, and a constructor's parameter <c>innerException</c> gets null.
/// The caller's side makes the exception only if its own contract lists the type; to others it is an <see cref="RpcException"/> with the type's name in <see cref="RpcException.RemoteType"/>.
/// </para>
/// </remarks>
/// <param name="type">A class that derives from <see cref="Exception"/>.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class ThrowsAttribute(Type type) : Attribute
{
    /// <summary>The exception.</summary>
    public Type Type { get; } = type;
}
