namespace Rpc;

/// <summary>Asks the build for the contract of a closed generic interface that the project does not mention otherwise.</summary>
/// <remarks>
/// Needed where a generic method or class of the project closes the interface with a type parameter of its own, so that the build cannot see which types
/// will be used. Closed interfaces in members of <c>[Remote]</c> interfaces and written as type arguments of <see cref="RpcClient.Get{T}(RemoteUri, ProxyOptions)"/>,
/// <see cref="RpcServer.Add{T}(T, string, ObjectOptions)"/>, <see cref="RpcServer.PublishAsync{T}(string, T, PublishOptions, CancellationToken)"/> and <see cref="RpcCodec"/> are found without it.
/// </remarks>
/// <example><c>[assembly: RemoteInstance(typeof(IRepository&lt;Order&gt;))]</c></example>
/// <param name="type">A closed generic interface whose definition has <c>[Remote]</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class RemoteInstanceAttribute(Type type) : Attribute
{
    /// <summary>The closed interface.</summary>
    public Type Type { get; } = type;
}
