namespace Rpc.Generators.Model;

/// <summary>What one place in the source asks for: an interface with <c>[Remote]</c>, an attribute that names a closed generic one, or a call with a type argument.</summary>
/// <param name="Own">The contract of the interface itself; null at attributes and calls.</param>
/// <param name="Closed">The contracts of closed generic interfaces that are reached from there.</param>
/// <param name="Types">Types that are encoded there without a contract.</param>
internal sealed record ContractFindings(ContractResult? Own, EquatableArray<ContractResult> Closed, EquatableArray<TypeModel> Types);
