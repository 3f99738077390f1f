using System.Security.Claims;
using Microsoft.Extensions.Logging;
using Rpc.Naming;

namespace Rpc.NameServer;

/// <summary>Holds callers against the rules of names. Immutable, thread-safe.</summary>
internal sealed class NameGuard(IReadOnlyList<NameRule> rules, ILogger audit)
{
    private readonly NameRule[] _longestFirst = [.. rules.OrderByDescending(static rule => rule.Prefix.Length)];

    public bool MayRead(ClaimsPrincipal user, string name) => name == NameRules.OwnName || IsIn(user, RuleOf(name)?.Read);

    public bool MayWrite(ClaimsPrincipal user, string name) => IsIn(user, RuleOf(name)?.Write);

    /// <summary>Notes that a caller was kept from a name, and gives what it hears: the same whether the name is there or not.</summary>
    public RpcException Deny(CallContext caller, string what, string name)
    {
        string user = caller.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } known } ? known : "nobody known";
        NameServerLog.Denied(audit, user, caller.PeerAddress, what, name);
        return new RpcException(RpcStatus.PermissionDenied, $"This caller may not {what} '{name}': the rules of the name server ask for a role that its token does not have.", reason: RpcErrorReason.AccessDenied);
    }

    private static bool IsIn(ClaimsPrincipal user, IReadOnlyList<string>? roles) => roles is null || (user.Identity?.IsAuthenticated == true && roles.Any(user.IsInRole));

    private NameRule? RuleOf(string name) => Array.Find(_longestFirst, rule => name.StartsWith(rule.Prefix, StringComparison.Ordinal));
}
