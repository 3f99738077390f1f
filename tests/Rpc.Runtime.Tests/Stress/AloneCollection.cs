using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Tests that measure the whole process run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
