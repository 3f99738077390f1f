using Mono.Cecil;

namespace Rpc.Architecture.Tests.Reading;

/// <summary>One place at which a type names another.</summary>
/// <param name="From">The top-level type that does it, or in which the nested type does it.</param>
/// <param name="Member">The field, method or clause in which it happens, for the error message.</param>
/// <param name="Type">The type that is named; never generic, an array or a reference.</param>
/// <param name="Called">The member that is called, where it is a call.</param>
internal sealed record TypeUse(TypeDefinition From, string Member, TypeReference Type, MethodReference? Called = null)
{
    /// <summary>The top-level type that is named or holds the named one.</summary>
    public TypeReference Target
    {
        get
        {
            TypeReference target = Type;
            while (target.DeclaringType is not null)
            {
                target = target.DeclaringType;
            }

            return target;
        }
    }

    /// <summary>True where the named type lives in the same assembly.</summary>
    public bool IsInside => Target.Scope is ModuleDefinition;
}
