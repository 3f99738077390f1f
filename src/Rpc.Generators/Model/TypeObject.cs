using System.Linq;

namespace Rpc.Generators.Model;

/// <summary>A class or struct whose members follow a member count.</summary>
/// <param name="CodecName">Name of the codec struct.</param>
/// <param name="Members">In wire order.</param>
/// <param name="Parameters">The constructor's parameters in order.</param>
/// <param name="Cost">Bytes that an instance takes, for the decode budget.</param>
/// <param name="IsOpen">Whether a value can be of a derived class, which would arrive as less than it is.</param>
internal sealed record TypeObject(string CodecName, EquatableArray<TypeMember> Members, EquatableArray<TypeParameter> Parameters, int Cost, bool IsOpen) : TypeDefinition(CodecName)
{
    /// <summary>Whether a value that comes without the member is refused: it has no default, and null is excluded.</summary>
    public bool IsDemanded(int member) => Members[member] is { Type.IsNonNullableReference: true } one
        && (one.IsRequired || (one.Binding == TypeMemberBinding.Constructor && Parameters.All(parameter => parameter.Member != member || parameter.Default is null)));
}
