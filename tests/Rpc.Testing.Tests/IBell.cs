namespace Rpc.Testing.Tests;

/// <summary>Calls its caller back.</summary>
[Remote]
public interface IBell
{
    Task RingAsync(IRing ring, int times, CancellationToken cancellationToken = default);
}
