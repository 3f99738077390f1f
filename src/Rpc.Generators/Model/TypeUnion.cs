namespace Rpc.Generators.Model;

/// <summary>The cases of a union, most derived first, so that the first match is the right one.</summary>
internal sealed record TypeUnion(string CodecName, EquatableArray<TypeUnionCase> Cases) : TypeDefinition(CodecName);
