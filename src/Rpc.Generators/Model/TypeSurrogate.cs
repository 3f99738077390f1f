namespace Rpc.Generators.Model;

/// <summary>A type that travels as another one.</summary>
/// <param name="CodecName">Name of the codec struct.</param>
/// <param name="Converter">The user's struct that turns one into the other.</param>
/// <param name="Carrier">What travels: the surrogate; for a class the form of it that can be null.</param>
/// <param name="IsWrapped">Whether the carrier is the nullable form of a surrogate that is a struct.</param>
internal sealed record TypeSurrogate(string CodecName, string Converter, TypeModel Carrier, bool IsWrapped) : TypeDefinition(CodecName);
