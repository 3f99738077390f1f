namespace Rpc.Runtime.Tests;

/// <summary>Methods whose arguments and results are their memory.</summary>
[Remote]
public interface IBlittables
{
    void Poke(Guid id);

    int Add(int left, int right);

    Vector Move(Vector from, double by);

    ValueTask PokeAsync(Vector at, CancellationToken cancellationToken = default);

    ValueTask<int> AddAsync(int left, int right, CancellationToken cancellationToken = default);

    ValueTask<Vector> MoveAsync(Vector from, double by, CancellationToken cancellationToken = default);
}
