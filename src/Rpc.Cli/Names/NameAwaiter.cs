using Rpc.Naming;

namespace Rpc.Cli.Names;

/// <summary>Waits for a name, or for an instance with tags, to be registered. Thread-safe.</summary>
internal sealed class NameAwaiter(INameServer server, TimeProvider clock)
{
    /// <summary>Gives what is registered as soon as something is.</summary>
    /// <param name="target">A name, or tags.</param>
    /// <param name="time">How long to wait; a name server that does not answer is waited for as well.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="RpcException"><see cref="RpcStatus.DeadlineExceeded"/>: nothing was registered in time.</exception>
    public async Task<IReadOnlyList<NameEntry>> WaitAsync(RemoteUri target, TimeSpan time, CancellationToken cancellationToken)
    {
        RpcException? silence = null;
        using var end = new CancellationTokenSource(time, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        var watch = new NameWatch(server.WatchAsync, clock, lost: error => silence = error, back: () => silence = null) { IsPatient = true };
        var found = new List<NameEntry>();
        try
        {
            await foreach (NameEvent one in watch.RunAsync(Filter(target), both.Token).ConfigureAwait(false))
            {
                switch (one.Kind)
                {
                    case NameEventKind.Reset:
                        found.Clear();
                        break;
                    case NameEventKind.Present:
                        found.Add(one.Entry!);
                        break;
                    case NameEventKind.Current when found.Count > 0:
                        return found;
                    case NameEventKind.Added or NameEventKind.Changed:
                        return [one.Entry!];
                    default:
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Told below.
        }

        string what = target.Scheme == RemoteScheme.Meta ? $"object with all of the tags {string.Join(", ", target.Tags)}" : $"'{target.Name}'";
        throw new RpcException(RpcStatus.DeadlineExceeded, FormattableString.Invariant($"No {what} was registered within {time.TotalSeconds:0.###} s.") + (silence is null ? string.Empty : " " + silence.Message));
    }

    /// <summary>A name as prefix and as pattern means itself and nothing longer, whatever characters it has, unless they are <c>*</c>.</summary>
    private static NameFilter Filter(RemoteUri target) => target.Scheme == RemoteScheme.Meta
        ? new NameFilter(AllTags: target.Tags)
        : new NameFilter(target.Name, target.Name);
}
