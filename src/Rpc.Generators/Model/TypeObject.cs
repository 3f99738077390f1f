namespace Rpc.Generators.Model;

/// <summary>A class or struct whose members follow a member count.</summary>
/// <param name="CodecName">Name of the codec struct.</param>
/// <param name="Members">In wire order.</param>
/// <param name="Parameters">The constructor's parameters in order.</param>
/// <param name="Cost">Bytes that an instance takes, for the decode budget.</param>
internal sealed record TypeObject(string CodecName, EquatableArray<TypeMember> Members, EquatableArray<TypeParameter> Parameters, int Cost) : TypeDefinition(CodecName);
