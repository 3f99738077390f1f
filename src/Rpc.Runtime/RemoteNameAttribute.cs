namespace Rpc;

/// <summary>The name on the wire, where it is not the one in C#: so C# can be renamed and a program that was built before is still understood.</summary>
/// <remarks>
/// On an interface the name of the contract (type arguments follow it); on a method or property the name in its signature and in calls by JSON; on a parameter, and on a property or field
/// of a data type, its name in JSON, as it is written here.
/// </remarks>
/// <param name="name">Not empty. For interfaces, methods and properties: letters, digits, <c>_</c>, <c>-</c> and <c>.</c>, starting with a letter or <c>_</c>.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class RemoteNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
