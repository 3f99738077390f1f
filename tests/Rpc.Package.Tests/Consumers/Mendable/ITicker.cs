using Rpc;

namespace Mendable;

[Remote]
public interface ITicker
{
    int Start { get; init; }

    /// <summary>It ticked.</summary>
    event EventHandler<int> Ticked;

    Task<bool> TryReadAsync(string name, out Order order);

    ValueTask<Order> ReadAsync(CancellationToken cancellationToken = default);
}

public sealed record Order(int Id, List<nint> Counts);
