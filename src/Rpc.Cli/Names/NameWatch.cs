using System.Runtime.CompilerServices;
using Rpc.Naming;

namespace Rpc.Cli.Names;

/// <summary>Watches names for as long as its caller wants: goes on where it was after the name server was away. Used by one caller at a time.</summary>
/// <param name="watch">Begins a watch at a name server: <see cref="INameServer.WatchAsync"/>.</param>
/// <param name="clock">What pauses between attempts count by.</param>
/// <param name="lost">Told once when the watch ends by itself, until it is back.</param>
/// <param name="back">Told when it goes on.</param>
internal sealed class NameWatch(Func<NameFilter, NameRevision?, CancellationToken, IAsyncEnumerable<NameEvent>> watch, TimeProvider clock, Action<RpcException> lost, Action back)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>True: a name server that does not answer at first is waited for as well.</summary>
    public bool IsPatient { get; init; }

    /// <summary>Gives events as <see cref="INameServer.WatchAsync"/> does; after an outage only what came meanwhile, or <see cref="NameEventKind.Reset"/> and a snapshot.</summary>
    /// <exception cref="RpcException">The watch is refused, or no name server answers at first.</exception>
    public async IAsyncEnumerable<NameEvent> RunAsync(NameFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NameRevision? since = null;
        bool isLost = false;
        bool hasBegun = IsPatient;
        TimeSpan pause = ShortestPause;
        while (true)
        {
            IAsyncEnumerator<NameEvent> events = watch(filter, since, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (events.ConfigureAwait(false))
            {
                while (true)
                {
                    try
                    {
                        if (!await events.MoveNextAsync().ConfigureAwait(false))
                        {
                            throw new RpcException(RpcStatus.Unavailable, "The name server ended the watch.", RpcOutcome.NotExecuted);
                        }
                    }
                    catch (RpcException) when (cancellationToken.IsCancellationRequested)
                    {
                        throw new OperationCanceledException(cancellationToken);
                    }
                    catch (RpcException error) when (hasBegun && IsSilence(error))
                    {
                        if (!isLost)
                        {
                            lost(error);
                        }

                        isLost = true;
                        break;
                    }

                    hasBegun = true;
                    pause = ShortestPause;
                    if (isLost)
                    {
                        back();
                        isLost = false;
                    }

                    // A revision within a snapshot means nothing: whoever is cut off there begins anew.
                    NameEvent current = events.Current;
                    since = current.Kind is NameEventKind.Reset or NameEventKind.Present ? null : current.Revision;
                    yield return current;
                }
            }

            await Task.Delay(pause * (0.75 + (0.5 * Random.Shared.NextDouble())), clock, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static bool IsSilence(RpcException error) => error.Status is RpcStatus.Unavailable or RpcStatus.DeadlineExceeded or RpcStatus.Cancelled;
}
