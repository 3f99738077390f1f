namespace Rpc;

/// <summary>Only callers in one of these roles may call the method, or anything of the interface.</summary>
/// <remarks>
/// <para>Of several roles in one attribute the caller needs any; of several attributes, on one member, on the property and its accessor, on the method and its interfaces, it needs each.</para>
/// <para>On a contract it also guards binding and describing; what a contract inherits from another interface needs that one's roles beside. Roles are those of the identity that the
/// server's handshake gave the caller (<see cref="RpcServerOptions.Handshake"/>, <c>RequireToken</c>); a caller without an identity has none.</para>
/// </remarks>
/// <param name="roles">One or more; with none, nobody may.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class RequireRoleAttribute(params string[] roles) : Attribute
{
    /// <summary>Any of these.</summary>
    public IReadOnlyList<string> Roles { get; } = roles;
}
