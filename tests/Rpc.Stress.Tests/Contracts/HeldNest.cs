namespace Rpc.Stress.Tests;

/// <summary>A nest whose descents end at a gate.</summary>
public sealed class HeldNest(Work work) : Nest
{
    protected override long AtBottom(int seed) => work.Hold(seed);
}
