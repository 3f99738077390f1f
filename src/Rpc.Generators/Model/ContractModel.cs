namespace Rpc.Generators.Model;

/// <summary>One <c>[Remote]</c> interface, decided: all that the emitters need, and nothing of Roslyn.</summary>
/// <param name="Name">The contract's name on the wire: the full name as people write it, <c>App.Outer.IGreeter</c>, or the one that <c>[RemoteName]</c> gives.</param>
/// <param name="TypeName">The name as emitted code writes it, <c>global::App.Outer.IGreeter</c>.</param>
/// <param name="Stem">The start of every generated type's name, unique in the assembly: <c>App_Outer_Greeter</c>.</param>
/// <param name="DocumentationId">What a <c>cref</c> to the interface holds.</param>
/// <param name="Calls">Where the factories go; null where the user has a type of that name.</param>
/// <param name="UsesObsolete">Whether a member, or the interface, is marked obsolete, so that emitted code must not warn about it.</param>
/// <param name="Summary">The first line of the interface's documentation.</param>
/// <param name="Fingerprint">32 hexadecimal digits over all that matters on the wire.</param>
/// <param name="Methods">In wire order: inherited ones first, accessors of one property side by side.</param>
/// <param name="Types">Every type reached from a parameter or result, each once.</param>
/// <param name="Shapes">The wire shapes of the types with a member list.</param>
/// <param name="Enums">The enums that were reached.</param>
internal sealed record ContractModel(
    string Name,
    string TypeName,
    string Stem,
    string DocumentationId,
    ContractCallsModel? Calls,
    bool UsesObsolete,
    string? Summary,
    string Fingerprint,
    EquatableArray<MethodModel> Methods,
    EquatableArray<TypeModel> Types,
    EquatableArray<TypeShape> Shapes,
    EquatableArray<TypeEnum> Enums)
{
    /// <summary>The roles that a caller needs to bind the contract: of each set any.</summary>
    public EquatableArray<RoleSet> Roles { get; init; }

    /// <summary>The names that it had before, of which stored tasks may know it.</summary>
    public EquatableArray<string> FormerNames { get; init; }
}
