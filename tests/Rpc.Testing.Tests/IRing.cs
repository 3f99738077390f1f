namespace Rpc.Testing.Tests;

/// <summary>What a bell calls.</summary>
[Remote]
public interface IRing
{
    Task RungAsync(int time, CancellationToken cancellationToken = default);
}
