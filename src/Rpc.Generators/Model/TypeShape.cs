namespace Rpc.Generators.Model;

/// <summary>The name and wire shape of a type with a member list.</summary>
internal readonly record struct TypeShape(string Name, string Shape);
