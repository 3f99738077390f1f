namespace Rpc.Stress.Tests;

/// <summary>Work whose runs are counted, for promises of how often.</summary>
[Remote]
public interface ILedger
{
    long Pay(long id, CancellationToken cancellationToken = default);

    Task<long> PayAsync(long id, CancellationToken cancellationToken = default);

    [Idempotent]
    long Ask(long id, CancellationToken cancellationToken = default);

    [Idempotent]
    Task<long> AskAsync(long id, CancellationToken cancellationToken = default);

    [OneWay]
    ValueTask NoteAsync(long id);
}
