namespace Rpc.Generators.Model;

/// <summary>The class of factories of one contract.</summary>
/// <param name="Namespace">The interface's namespace, ready to be written; empty for the global one.</param>
/// <param name="ClassName"><c>GreeterCalls</c>; for a nested interface <c>Outer_GreeterCalls</c>.</param>
/// <param name="FullClassName">The name to take where another closed generic interface has the same: <c>RepoOfShop_OrderCalls</c>.</param>
/// <param name="IsPublic">Whether the interface can be seen from other assemblies.</param>
internal sealed record ContractCallsModel(string Namespace, string ClassName, string FullClassName, bool IsPublic);
