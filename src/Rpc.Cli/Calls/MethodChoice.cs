using Rpc.Calls;

namespace Rpc.Cli.Calls;

/// <summary>Which method of a contract is meant by what was typed.</summary>
internal static class MethodChoice
{
    /// <exception cref="RpcException">There is no such method; the message lists those that are there.</exception>
    /// <exception cref="UsageException">Several are meant.</exception>
    public static MethodDescriptor Find(ContractDescriptor contract, string typed, IReadOnlyList<string> arguments)
    {
        MethodDescriptor[] named = Named(contract, typed);
        if (named.Length == 0)
        {
            throw new RpcException(
                RpcStatus.Unimplemented,
                $"{contract.Name} has no method '{typed}'. It has: {string.Join(", ", contract.Methods.Select(method => method.Name).Distinct(StringComparer.Ordinal))}.",
                reason: RpcErrorReason.NoSuchMethod);
        }

        MethodDescriptor[] fitting = named.Length == 1 ? named : [.. named.Where(method => CallArguments.Fits(method, arguments))];
        return fitting.Length == 1
            ? fitting[0]
            : throw new UsageException($"{contract.Name} has several methods '{typed}': write one of {string.Join(", ", named.Select(method => $"'{method.Signature}'"))}.");
    }

    private static MethodDescriptor[] Named(ContractDescriptor contract, string typed)
    {
        Func<MethodDescriptor, bool>[] rules =
        [
            method => method.Signature == typed || method.Name == typed,
            method => method.Name == typed + "Async",
            method => string.Equals(method.Name, typed, StringComparison.OrdinalIgnoreCase),
            method => string.Equals(method.Name, typed + "Async", StringComparison.OrdinalIgnoreCase) || string.Equals(method.Name, "get_" + typed, StringComparison.OrdinalIgnoreCase),
        ];
        return rules.Select(rule => contract.Methods.Where(rule).ToArray()).FirstOrDefault(found => found.Length > 0) ?? [];
    }
}
