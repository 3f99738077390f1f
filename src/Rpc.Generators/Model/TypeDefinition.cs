namespace Rpc.Generators.Model;

/// <summary>What the emitter writes a codec struct from. <paramref name="CodecName"/> is its name inside the generated namespace.</summary>
internal abstract record TypeDefinition(string CodecName);
