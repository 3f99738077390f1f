namespace Rpc.Generators.Model;

/// <summary>An exception that a method lists.</summary>
/// <param name="Name">Its full name, on the wire too.</param>
/// <param name="Type">What travels; null for one of the base class library that comes back as itself in any case.</param>
internal sealed record ThrowModel(string Name, TypeModel? Type);
