namespace Rpc.Generators.Model;

/// <summary>What the build says that matters for output.</summary>
/// <param name="Namespace">The namespace of generated types.</param>
/// <param name="EmitsCalls">Whether call factories are wanted.</param>
/// <param name="ReportsErrors">Whether the generator has to tell errors, because analyzers are switched off.</param>
/// <param name="WritesLock">Whether the text of contract.lock is wanted.</param>
/// <param name="WritesTasksLock">Whether the text of tasks.lock is wanted.</param>
/// <param name="AllowsMemoryPack">Whether MemoryPack may read what a peer sends, for types that only it can read.</param>
internal sealed record ContractSettings(string Namespace, bool EmitsCalls, bool ReportsErrors, bool WritesLock, bool WritesTasksLock, bool AllowsMemoryPack);
