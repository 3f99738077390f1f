namespace Rpc;

/// <summary>A name that the interface, method or property had before. Tasks that are stored under it run here; callers do not find it.</summary>
/// <remarks>
/// <para>A stored task is known by the name of its contract and the signature of its method on the wire. <see cref="RemoteNameAttribute"/> keeps that name when only C# changes, and is enough for most;
/// this one is for a name on the wire that changed, or for several that became one.</para>
/// <para>On an interface every method answers under the former name of the contract too (type arguments follow it); on a method or property the former name stands before the parameter types of today.
/// A method that has the name now comes before one that had it.</para>
/// </remarks>
/// <param name="name">Letters, digits, <c>_</c>, <c>-</c> and <c>.</c>, starting with a letter or <c>_</c>; of an interface the full name, with its namespace.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class FormerNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
