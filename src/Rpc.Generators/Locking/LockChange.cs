using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>One difference between a lock file and the contracts that matters to somebody.</summary>
/// <param name="Descriptor">What it is.</param>
/// <param name="Owner">The interface or type, by the name in the file.</param>
/// <param name="Member">The method's signature or the member's name as it is now; null for the owner itself.</param>
/// <param name="Parameter">The parameter as it is now; null for the method itself.</param>
/// <param name="Arguments">What the message needs.</param>
internal sealed record LockChange(DiagnosticDescriptor Descriptor, string Owner, string? Member, string? Parameter, EquatableArray<string> Arguments)
{
    public static LockChange At(DiagnosticDescriptor descriptor, string owner, string? member, params string[] arguments) => new(descriptor, owner, member, null, new(arguments));
}
