namespace Rpc.Generators.Model;

/// <summary>What parsing one interface gave the generator: a contract, or the first thing that is wrong with it.</summary>
/// <param name="Contract">Null where something is wrong.</param>
/// <param name="Error">Id and message, for the <c>#error</c> that stands in when analyzers are switched off; null where the compiler has an error of its own.</param>
/// <param name="Name">The full name of the interface, which names its files.</param>
internal sealed record ContractResult(ContractModel? Contract, string? Error, string Name);
