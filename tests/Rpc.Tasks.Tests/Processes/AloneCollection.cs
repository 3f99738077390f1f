namespace Rpc.Tasks.Tests.Processes;

/// <summary>Tests that look at the memory of this process: nothing runs beside them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
