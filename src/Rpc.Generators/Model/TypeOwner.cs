namespace Rpc.Generators.Model;

/// <summary>The generic type that declares a hidden member: its accessors have to be generic in the same way.</summary>
/// <param name="Parameters">Its type parameters and those of the types around it: <c>TKey, TValue</c>.</param>
/// <param name="Constraints">Their constraints as C# writes them after a class, or empty.</param>
/// <param name="Type">The open type: <c>global::App.Page&lt;T&gt;</c>.</param>
/// <param name="MemberType">The member's type in terms of the parameters.</param>
/// <param name="Arguments">What stands for the parameters where the member is used.</param>
internal sealed record TypeOwner(string Parameters, string Constraints, string Type, string MemberType, string Arguments);
