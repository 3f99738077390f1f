namespace Rpc.Generators.Model;

/// <summary>A value tuple with references, its items one after another; or a <see cref="System.Tuple"/>, the same behind a member count.</summary>
internal sealed record TypeTuple(string CodecName, EquatableArray<TypeTupleItem> Items, bool IsClass) : TypeDefinition(CodecName);
