namespace Rpc.Generators.Model;

/// <summary>A type that MemoryPack itself writes and reads.</summary>
/// <param name="CodecName">Name of the codec struct.</param>
/// <param name="Feature">What of it only MemoryPack knows.</param>
internal sealed record TypeHandover(string CodecName, string Feature) : TypeDefinition(CodecName);
