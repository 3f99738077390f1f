using Rpc.Diagnostics;
using Rpc.Security;

namespace Rpc.Calls;

/// <summary>What one caller may call of one object that it has bound. Roles are looked at once, when it binds: they are the same as long as its connection.</summary>
/// <param name="rule">The object's rule.</param>
/// <param name="caller">The caller's connection.</param>
/// <param name="objectName">For the log.</param>
/// <param name="byRoles">For each method whether the caller has its roles; null for all.</param>
internal sealed class BoundAccess(AccessRule rule, CallChannel caller, string objectName, bool[]? byRoles)
{
    /// <summary>Whether the caller may call the method of that number. Of a number that no method has: whether it may call all there are, so that nobody else learns which numbers exist.</summary>
    public bool Allows(int method)
    {
        if (method < rule.MethodCount)
        {
            return (byRoles is null || byRoles[method]) && rule.Consents(caller, method);
        }

        for (int i = 0; i < rule.MethodCount; i++)
        {
            if (!Allows(i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Notes that a call was denied, and gives what the caller hears.</summary>
    public RpcException Deny(int method) => Deny(rule.NameOf(method));

    /// <summary>The same for binding.</summary>
    public RpcException DenyBinding() => Deny("binding");

    private RpcException Deny(string what)
    {
        Log(caller, what, objectName);
        return AccessErrors.Denied();
    }

    /// <summary>Notes who was denied what.</summary>
    public static void Log(CallChannel caller, string what, string objectName) =>
        AuditLog.Denied(caller.Audit, caller.Identity?.Name ?? PeerIdentity.NameOf(null), caller.PeerAddress, what, RemoteUriText.Printable(objectName));
}
