namespace Rpc.Samples.Tests;

/// <summary>Tests that change what all share, such as the current folder: nothing runs beside them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
