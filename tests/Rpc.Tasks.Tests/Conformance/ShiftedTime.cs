namespace Rpc.Tasks.Tests.Conformance;

/// <summary>The clock of a machine that is set wrongly.</summary>
internal sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
}
