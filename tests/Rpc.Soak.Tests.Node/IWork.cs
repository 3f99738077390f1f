namespace Rpc.Soak.Tests.Node;

/// <summary>What clients call while everything around them is killed and paused. Each method keeps a journal of the ids that it was called with.</summary>
[Remote]
public interface IWork
{
    /// <summary>Must never run twice for one id.</summary>
    long Once(long id);

    /// <summary>The same, awaited.</summary>
    ValueTask<long> OnceAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>May run again where its reply was lost.</summary>
    [Idempotent]
    Task<long> RepeatableAsync(long id);

    /// <summary>Runs at most once, and tells nobody.</summary>
    [OneWay]
    void Note(long id);

    /// <summary>Runs to its end and then throws.</summary>
    Task<long> FailingAsync(long id);

    /// <summary>Takes its time, so that faults find it running.</summary>
    Task<long> SlowAsync(long id, int milliseconds, CancellationToken cancellationToken = default);

    /// <summary>Gives back the body, which travels in chunks.</summary>
    Task<byte[]> LargeAsync(long id, byte[] body);

    /// <summary>A stream of as many items as the id says.</summary>
    IAsyncEnumerable<long> CountAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Asks the caller back before it answers.</summary>
    Task<long> AskBackAsync(long id, IAsker asker);
}
