namespace Rpc.Soak.Tests;

/// <summary>A promise that was broken for one call.</summary>
/// <param name="Id">The call.</param>
/// <param name="Promise">What is broken, in words.</param>
internal sealed record Violation(long Id, string Promise)
{
    /// <inheritdoc/>
    public override string ToString() => $"call {Id:x16}: {Promise}";
}
