using Rpc.Diagnostics;
using Rpc.Security;

namespace Rpc.Calls;

/// <summary>What callers of one object need: roles for the object and for its methods, and the consent of authorizers. Immutable; made only where something is needed.</summary>
internal sealed class AccessRule
{
    private readonly ContractDescriptor _contract;
    private readonly string _objectId;
    private readonly bool _hasMethodRoles;

    private AccessRule(ContractDescriptor contract, string objectId, IReadOnlyList<IReadOnlyList<string>> objectRoles, IReadOnlyList<IRpcAuthorizer> authorizers, bool hasMethodRoles)
    {
        _contract = contract;
        _objectId = objectId;
        _hasMethodRoles = hasMethodRoles;
        ObjectRoles = objectRoles;
        Authorizers = authorizers;
    }

    /// <summary>Needed for anything at all: of each list any.</summary>
    public IReadOnlyList<IReadOnlyList<string>> ObjectRoles { get; }

    /// <summary>All must consent.</summary>
    public IReadOnlyList<IRpcAuthorizer> Authorizers { get; }

    /// <summary>The rule for an object, or null where nothing is needed.</summary>
    /// <param name="contract">What the contract requires is among it.</param>
    /// <param name="objectId">What authorizers are told; empty for references.</param>
    /// <param name="roles">What the object's options require beside; null or empty for nothing.</param>
    /// <param name="server">The server's authorizer.</param>
    /// <param name="own">The object's own authorizer.</param>
    public static AccessRule? For(ContractDescriptor contract, string objectId, IReadOnlyList<string>? roles, IRpcAuthorizer? server, IRpcAuthorizer? own)
    {
        bool hasMethodRoles = false;
        foreach (MethodDescriptor method in contract.Methods)
        {
            hasMethodRoles |= method.Roles.Count > 0;
        }

        bool hasOwnRoles = roles is { Count: > 0 };
        return !hasMethodRoles && !hasOwnRoles && contract.Roles.Count == 0 && server is null && own is null
            ? null
            : new AccessRule(contract, objectId, hasOwnRoles ? [.. contract.Roles, [.. roles!]] : contract.Roles, [.. new[] { server, own }.OfType<IRpcAuthorizer>()], hasMethodRoles);
    }

    /// <summary>Whether two objects of one contract require the same, so that a binding of the one may stand for the other.</summary>
    public static bool AreSame(AccessRule? one, AccessRule? other) => one is null || other is null
        ? one == other
        : one.Authorizers.SequenceEqual(other.Authorizers)
            && one.ObjectRoles.Count == other.ObjectRoles.Count
            && one.ObjectRoles.Zip(other.ObjectRoles).All(static pair => pair.First.SequenceEqual(pair.Second, StringComparer.Ordinal));

    /// <summary>What a caller that binds the object may call of it.</summary>
    /// <exception cref="RpcException">It may not bind it.</exception>
    public BoundAccess Bind(CallChannel caller, CallTarget target)
    {
        var access = new BoundAccess(this, caller, target.Name, _hasMethodRoles ? [.. _contract.Methods.Select(m => HasAll(caller.Identity, m.Roles))] : null);
        return HasAll(caller.Identity, ObjectRoles) && Consents(caller, _objectId, _contract.Name, null)
            ? access
            : throw access.DenyBinding();
    }

    public static bool HasAll(PeerIdentity? identity, IReadOnlyList<IReadOnlyList<string>> roles)
    {
        for (int i = 0; i < roles.Count; i++)
        {
            if (!PeerIdentity.IsInAny(identity?.User, roles[i]))
            {
                return false;
            }
        }

        return true;
    }

    public bool Consents(CallChannel caller, int method) => Authorizers.Count == 0 || Consents(caller, _objectId, _contract.Name, _contract.Methods[method]);

    public int MethodCount => _contract.Methods.Count;

    public string NameOf(int method) => method < MethodCount ? _contract.Methods[method].Signature : $"method number {method}";

    private bool Consents(CallChannel caller, string objectId, string contract, MethodDescriptor? method)
    {
        foreach (IRpcAuthorizer authorizer in Authorizers)
        {
            if (!Asks(authorizer, caller, objectId, contract, method))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Asks one authorizer; an exception is a no.</summary>
    public static bool Asks(IRpcAuthorizer authorizer, CallChannel caller, string objectId, string contract, MethodDescriptor? method)
    {
        try
        {
            return authorizer.IsAllowed(new AccessRequest(caller.Identity?.User ?? PeerIdentity.Nobody(), caller.PeerAddress, objectId, contract, method?.Name, method?.Signature));
        }
        catch (Exception exception)
        {
            AuditLog.AuthorizerFailed(caller.Audit, exception, caller.Identity?.Name ?? PeerIdentity.NameOf(null), caller.PeerAddress, method?.Signature ?? "binding", RemoteUriText.Printable(objectId));
            return false;
        }
    }
}
