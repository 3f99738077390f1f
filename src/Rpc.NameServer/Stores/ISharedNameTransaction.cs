using Rpc.Naming;

namespace Rpc.NameServer.Stores;

/// <summary>A change of a shared store under way. Disposing it without a commit takes it back. Used by one caller at a time.</summary>
public interface ISharedNameTransaction : IAsyncDisposable
{
    /// <summary>The revision behind which the change comes.</summary>
    NameRevision Revision { get; }

    /// <summary>The store's time.</summary>
    DateTimeOffset Now { get; }

    /// <summary>All instances of every name that the scope concerns.</summary>
    IReadOnlyList<StoredInstance> Instances { get; }

    /// <summary>Which leases of the scope's expiring servers are over.</summary>
    IReadOnlySet<long> Overdue { get; }

    /// <summary>Makes the changes durable, all or nothing, and the steps known to everybody.</summary>
    /// <param name="changes">What is to be kept under which key, in order.</param>
    /// <param name="steps">The same as those see it who look names up, numbered from the next revision on.</param>
    /// <param name="cancellationToken">Ends the wait; then it is not known whether the change was made.</param>
    ValueTask CommitAsync(IReadOnlyList<NameChange> changes, IReadOnlyList<SharedStep> steps, CancellationToken cancellationToken = default);
}
