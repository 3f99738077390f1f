using Rpc.Calls;

namespace Rpc.Gateway.Calls;

/// <summary>Which method a request means.</summary>
internal static class MethodOfRequest
{
    /// <summary>The method of that name or signature, with or without <c>Async</c> behind it; of several, the one whose parameters the arguments fit; null for none.</summary>
    /// <exception cref="FormatException">Several fit.</exception>
    public static MethodDescriptor? Find(ContractDescriptor contract, string wanted, int arguments)
    {
        MethodDescriptor[] found = Named(contract, wanted);
        if (found.Length == 0)
        {
            found = Named(contract, wanted + "Async");
        }

        if (found.Length > 1)
        {
            MethodDescriptor[] fitting = [.. found.Where(method => arguments <= method.Parameters.Count && arguments >= method.Parameters.Count(static parameter => parameter.Default is null))];
            found = fitting.Length == 1 ? fitting : throw new FormatException($"{wanted} of {contract.Name} is ambiguous here: name one of {string.Join(", ", found.Select(static method => method.Signature))}.");
        }

        return found.Length == 0 ? null : found[0];
    }

    private static MethodDescriptor[] Named(ContractDescriptor contract, string wanted) => [.. contract.Methods.Where(method => method.Name == wanted || method.Signature == wanted)];
}
