namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="IBlittables"/>, at once.</summary>
public sealed class Blittables : IBlittables
{
    public void Poke(Guid id)
    {
    }

    public int Add(int left, int right) => left + right;

    public Vector Move(Vector from, double by) => new(from.X + by, from.Y + by, from.Step + 1);

    public ValueTask PokeAsync(Vector at, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask<int> AddAsync(int left, int right, CancellationToken cancellationToken = default) => new(left + right);

    public ValueTask<Vector> MoveAsync(Vector from, double by, CancellationToken cancellationToken = default) => new(Move(from, by));
}
