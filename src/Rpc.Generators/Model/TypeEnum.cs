namespace Rpc.Generators.Model;

/// <summary>An enum that travels: the bytes are its integer's, the names are JSON's and the lock file's.</summary>
/// <param name="Name">The C# name for people and for peers.</param>
/// <param name="Underlying">The integer, <c>int</c>.</param>
/// <param name="Members">In the order of their declaration.</param>
internal sealed record TypeEnum(string Name, string Underlying, EquatableArray<TypeEnumMember> Members);
