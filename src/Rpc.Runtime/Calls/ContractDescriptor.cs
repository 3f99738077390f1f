namespace Rpc.Calls;

/// <summary>All that is known of a <c>[Remote]</c> interface at run time. Made by generated code; immutable.</summary>
public sealed partial class ContractDescriptor
{
    /// <summary>Numbers the methods in the order given.</summary>
    public ContractDescriptor(string name, string fingerprint, IReadOnlyList<MethodDescriptor> methods, IReadOnlyList<TypeDescriptor> types, string? summary = null)
    {
        Name = name;
        Fingerprint = fingerprint;
        Methods = methods;
        Types = types;
        Summary = summary;
        for (int i = 0; i < methods.Count; i++)
        {
            methods[i].Index = i;
            methods[i].Contract = this;
        }
    }

    /// <summary>The full name of the interface.</summary>
    public string Name { get; }

    /// <summary>32 lower-case hexadecimal digits over signatures and shapes: equal on both sides means that nothing needs to be compared.</summary>
    public string Fingerprint { get; }

    /// <summary>The methods; a method's place is its number on the wire between equal contracts.</summary>
    public IReadOnlyList<MethodDescriptor> Methods { get; }

    /// <summary>The types with a member list that the methods carry, in ordinal order of their names.</summary>
    public IReadOnlyList<TypeDescriptor> Types { get; }

    /// <summary>The roles that a caller needs to bind and call anything of it: of each list any.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Roles { get; init; } = [];

    /// <summary>The names that the contract had before (<see cref="FormerNameAttribute"/>), in the form of <see cref="Name"/>: tasks stored under them are its own. None on the wire, and none in JSON.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    /// <summary>Whether methods that the caller may not call were left out by the server that told this.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>The first line of the interface's documentation.</summary>
    public string? Summary { get; }
}
