namespace Rpc.Generators.Model;

/// <summary>A field of a struct that travels as its memory.</summary>
/// <param name="Name">The field or auto-property, as C# names it.</param>
/// <param name="JsonName">Its name in JSON.</param>
/// <param name="Type">Its type.</param>
/// <param name="Offset">Bytes from the start of the struct.</param>
/// <param name="CanBeReferenced">Whether generated code can take a reference to it, to check the offset.</param>
internal sealed record TypeField(string Name, string JsonName, TypeModel Type, int Offset, bool CanBeReferenced);
