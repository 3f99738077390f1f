namespace Rpc.Tests.Shared;

/// <summary>Tests that measure or change what all tests of a process share, such as its memory or the current folder: nothing runs beside them.</summary>
[Xunit.CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
