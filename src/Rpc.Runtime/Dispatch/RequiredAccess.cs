using Rpc.Calls;
using Rpc.Security;

namespace Rpc.Dispatch;

/// <summary>What the objects of a server require together, each thing once: a caller that lacks any of it may not learn whether an object is there. Thread-safe.</summary>
/// <remarks>Invariant, under <c>_lock</c>: each list of roles and each authorizer is counted as often as objects require it.</remarks>
internal sealed class RequiredAccess
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (IReadOnlyList<string> Roles, int Objects)> _roles = new(StringComparer.Ordinal);
    private readonly Dictionary<IRpcAuthorizer, int> _authorizers = new(ReferenceEqualityComparer.Instance);

    public void Add(AccessRule? rule) => Count(rule, 1);

    public void Remove(AccessRule? rule) => Count(rule, -1);

    /// <summary>Whether the caller lacks what some object requires.</summary>
    public bool IsMissingTo(CallChannel caller, string objectId)
    {
        IRpcAuthorizer[] authorizers;
        lock (_lock)
        {
            foreach ((IReadOnlyList<string> roles, _) in _roles.Values)
            {
                if (!PeerIdentity.IsInAny(caller.Identity?.User, roles))
                {
                    return true;
                }
            }

            authorizers = [.. _authorizers.Keys];
        }

        // Outside the lock: they are users' code.
        return authorizers.Any(one => !AccessRule.Asks(one, caller, objectId, "", null));
    }

    private void Count(AccessRule? rule, int change)
    {
        if (rule is null)
        {
            return;
        }

        lock (_lock)
        {
            foreach (IReadOnlyList<string> roles in rule.ObjectRoles)
            {
                string key = string.Join('\0', roles.Order(StringComparer.Ordinal));
                int objects = _roles.GetValueOrDefault(key).Objects + change;
                if (objects > 0)
                {
                    _roles[key] = (roles, objects);
                }
                else
                {
                    _roles.Remove(key);
                }
            }

            foreach (IRpcAuthorizer authorizer in rule.Authorizers)
            {
                int objects = _authorizers.GetValueOrDefault(authorizer) + change;
                if (objects > 0)
                {
                    _authorizers[authorizer] = objects;
                }
                else
                {
                    _authorizers.Remove(authorizer);
                }
            }
        }
    }
}
