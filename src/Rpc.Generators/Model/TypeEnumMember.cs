namespace Rpc.Generators.Model;

/// <summary>A name of an enum, and its number as text.</summary>
internal readonly record struct TypeEnumMember(string Name, string Value);
