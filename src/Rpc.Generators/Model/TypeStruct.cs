namespace Rpc.Generators.Model;

/// <summary>A struct that travels as its memory, field by field at fixed offsets.</summary>
/// <param name="CodecName">Name of the codec struct.</param>
/// <param name="Fields">In the order of their declaration.</param>
/// <param name="HasPadding">Whether some byte belongs to no field.</param>
/// <param name="IsTuple">Whether JSON has its fields as an array.</param>
internal sealed record TypeStruct(string CodecName, EquatableArray<TypeField> Fields, bool HasPadding, bool IsTuple) : TypeDefinition(CodecName);
