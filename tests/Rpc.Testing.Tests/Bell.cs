namespace Rpc.Testing.Tests;

/// <summary>Rings as often as it is asked.</summary>
internal sealed class Bell : IBell
{
    public async Task RingAsync(IRing ring, int times, CancellationToken cancellationToken = default)
    {
        for (int time = 1; time <= times; time++)
        {
            await ring.RungAsync(time, cancellationToken);
        }
    }
}
