namespace Rpc.Network.Tests.Node;

/// <summary>What is called across the network.</summary>
[Remote]
public interface IProbe
{
    /// <summary>Gives the value back.</summary>
    int Echo(int value);

    [Idempotent]
    ValueTask<int> EchoAsync(int value, CancellationToken cancellationToken = default);

    /// <summary>Runs until its token fires.</summary>
    Task HoldAsync(CancellationToken cancellationToken = default);

    /// <summary>Opens a ticket for its caller, which is disposed when the caller is gone.</summary>
    void Open();

    /// <summary>Counts without an end, a number every few milliseconds.</summary>
    IAsyncEnumerable<int> CountAsync(CancellationToken cancellationToken = default);
}
