namespace Rpc.Generators.Model;

/// <summary>A member that travels.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="JsonName">Its name in JSON.</param>
/// <param name="Type">Its type.</param>
/// <param name="Binding">How a read value gets into the object.</param>
/// <param name="IsRequired">Whether C# demands it in the object initializer.</param>
/// <param name="IsField">Field or property.</param>
/// <param name="IsHidden">Whether generated code reaches it only through an accessor.</param>
/// <param name="DeclaringType">The type that declares it, for accessors.</param>
/// <param name="Owner">Of a member that needs an accessor: the generic type that declares it, if it is generic.</param>
internal sealed record TypeMember(
    string Name,
    string JsonName,
    TypeModel Type,
    TypeMemberBinding Binding,
    bool IsRequired = false,
    bool IsField = false,
    bool IsHidden = false,
    string DeclaringType = "",
    TypeOwner? Owner = null)
{
    /// <summary>A method that gives the value, where the member itself gives more than what its constructor takes; null for the member.</summary>
    public string? Getter { get; init; }
}
