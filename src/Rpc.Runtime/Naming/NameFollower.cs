using System.Runtime.CompilerServices;
using Rpc.Calls;

namespace Rpc.Naming;

/// <summary>One watch of name servers that goes on for as long as its caller wants: over broken connections, from one name server to the next, and while none answers. Used by one caller.</summary>
/// <remarks>Invariant: <c>_told</c> is what the caller was told so far, by name. Every event is held against it, so a change is told once, however often name servers tell it.</remarks>
internal sealed class NameFollower(NameFilter? filter, NameServerFailover servers, TimeProvider clock, NameWatchOptions? options = null)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, NameEntry> _told = new(StringComparer.Ordinal);
    private Dictionary<string, NameEntry>? _snapshot;
    private NameRevision? _at;
    private bool _isCurrent;
    private bool _isLost;

    /// <summary>A snapshot, ended by <see cref="NameEventKind.Current"/>, and then every change once and in order.</summary>
    /// <param name="tellResets">Whether <see cref="NameEventKind.Reset"/> is told where a name server has lost the history: before what differs since then.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="RpcException">The name server refuses the watch.</exception>
    public async IAsyncEnumerable<NameEvent> FollowAsync(bool tellResets, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int failures = 0; ;)
        {
            Exception? failure = null;
            IAsyncEnumerator<NameEvent> events = servers.WatchAsync(filter, _at, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (events.ConfigureAwait(false))
            {
                while (true)
                {
                    try
                    {
                        if (!await events.MoveNextAsync().ConfigureAwait(false))
                        {
                            break;
                        }
                    }
                    catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsOutage(exception))
                    {
                        failure = exception;
                        break;
                    }

                    failures = 0;
                    Works();
                    foreach (NameEvent one in Take(events.Current, tellResets))
                    {
                        yield return one;
                    }
                }
            }

            // What of a snapshot came before its end counts no more: the next one is whole.
            _snapshot = null;
            failures++;
            Failed(failure);
            await Task.Delay(Backoff.Longest(FirstPause, LongestPause, failures) * (0.5 + (Random.Shared.NextDouble() / 2)), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Works()
    {
        servers.WatchWorks();
        if (_isLost)
        {
            _isLost = false;
            options?.Back?.Invoke();
        }
    }

    private void Failed(Exception? failure)
    {
        string reason = failure?.Message ?? "The name server has ended the watch.";
        servers.WatchFailed(reason);
        if (!_isLost)
        {
            _isLost = true;
            options?.Lost?.Invoke(failure as RpcException ?? new RpcException(RpcStatus.Unavailable, reason, RpcOutcome.NotExecuted, innerException: failure));
        }
    }

    private IEnumerable<NameEvent> Take(NameEvent one, bool tellResets)
    {
        switch (one.Kind)
        {
            case NameEventKind.Reset:
                _snapshot = new Dictionary<string, NameEntry>(StringComparer.Ordinal);
                return [];
            case NameEventKind.Present when _snapshot is not null:
                _snapshot[one.Entry!.Name] = one.Entry;
                return [];
            case NameEventKind.Current:
                return TakeCurrent(one, tellResets);
            default:
                // While a snapshot is being sent, changes belong to it: it counts only as a whole.
                return _snapshot is null ? TakeChange(one) : TakeIntoSnapshot(one);
        }
    }

    private IEnumerable<NameEvent> TakeCurrent(NameEvent current, bool tellResets)
    {
        Dictionary<string, NameEntry>? snapshot = _snapshot;
        bool first = !_isCurrent;
        _snapshot = null;
        _isCurrent = true;
        _at = current.Revision;
        if (snapshot is not null)
        {
            if (tellResets && !first)
            {
                yield return new NameEvent(NameEventKind.Reset, current.Revision);
            }

            foreach (NameEvent gone in _told.Keys.Where(name => !snapshot.ContainsKey(name)).Select(name => Removed(name, current.Revision)).ToArray())
            {
                _told.Remove(gone.Entry!.Name);
                yield return gone;
            }

            foreach (NameEntry entry in snapshot.Values)
            {
                if (Differs(entry) is { } kind)
                {
                    _told[entry.Name] = entry;
                    yield return new NameEvent(first ? NameEventKind.Present : kind, current.Revision, entry);
                }
            }
        }

        if (first)
        {
            yield return current;
        }
    }

    private IEnumerable<NameEvent> TakeChange(NameEvent change)
    {
        _at = change.Revision;
        NameEntry entry = change.Entry!;
        if (change.Kind == NameEventKind.Removed)
        {
            return _told.Remove(entry.Name) ? [change] : [];
        }

        if (Differs(entry) is not { } kind)
        {
            return [];
        }

        _told[entry.Name] = entry;
        return [change with { Kind = kind }];
    }

    private IEnumerable<NameEvent> TakeIntoSnapshot(NameEvent change)
    {
        if (change.Kind == NameEventKind.Removed)
        {
            _snapshot!.Remove(change.Entry!.Name);
        }
        else
        {
            _snapshot![change.Entry!.Name] = change.Entry;
        }

        return [];
    }

    private NameEventKind? Differs(NameEntry entry) => !_told.TryGetValue(entry.Name, out NameEntry? before)
        ? NameEventKind.Added
        : NameEntries.AreSame(before, entry) ? null : NameEventKind.Changed;

    private static NameEvent Removed(string name, NameRevision at) => new(NameEventKind.Removed, at, new NameEntry(name, []));

    /// <summary>Whether it may be over when the name server is asked again, or another one. A refusal would come again.</summary>
    private static bool IsOutage(Exception exception) =>
        exception is OperationCanceledException or RpcException { Status: not (RpcStatus.InvalidArgument or RpcStatus.PermissionDenied or RpcStatus.Unauthenticated or RpcStatus.Unimplemented) };
}
