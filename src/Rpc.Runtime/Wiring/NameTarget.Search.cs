using Rpc.Calls;
using Rpc.Connections;
using Rpc.Naming;
using Rpc.Stubs;

namespace Rpc.Wiring;

/// <content>Finding instances and opening ways to them.</content>
internal sealed partial class NameTarget
{
    /// <summary>How long an instance is waited for while there are others to try.</summary>
    private const int PatienceMilliseconds = 1_000;

    internal override CallRoute Open(ContractDescriptor contract, RouteWish wish, long deadline, CancellationToken cancellationToken)
    {
        if (Session.Find(Uri) is { } known)
        {
            return Route = known;
        }

        Use(contract);
        for (var search = new WaySearch(); ;)
        {
            // The name server is asked over another connection; the call itself never waits for a task.
            ValueTask<WaySet> finding = FindAsync(search, deadline, cancellationToken);
            WaySet ways = finding.IsCompletedSuccessfully ? finding.Result : Block(finding.AsTask(), deadline, cancellationToken);
            if (Ready(ways, wish) is { } ready)
            {
                return ready;
            }

            InstanceWay way = search.Next(ways, wish.Avoid);
            long until = Until(search, ways, way, deadline);
            try
            {
                if (TryBlock(ConnectionTo(way.Instance.Address), until, cancellationToken, out RpcConnection? connection))
                {
                    return Found(way, connection.Bind(Binding(way.Instance.Address, contract), deadline, cancellationToken), wish);
                }

                PassOver(search, way, until == deadline);
            }
            catch (RpcException exception) when (IsForAnother(exception, ways))
            {
                PassOver(search, way, exception);
            }
        }
    }

    internal override async ValueTask<CallRoute> OpenAsync(ContractDescriptor contract, RouteWish wish, long deadline, CancellationToken cancellationToken)
    {
        if (Session.Find(Uri) is { } known)
        {
            return Route = known;
        }

        Use(contract);
        for (var search = new WaySearch(); ;)
        {
            WaySet ways = await FindAsync(search, deadline, cancellationToken).ConfigureAwait(false);
            if (Ready(ways, wish) is { } ready)
            {
                return ready;
            }

            (InstanceWay way, RpcConnection connection) = await ReachAsync(search, ways, wish.Avoid, deadline, cancellationToken).ConfigureAwait(false);
            try
            {
                return Found(way, await connection.BindAsync(Binding(way.Instance.Address, contract), deadline, cancellationToken).ConfigureAwait(false), wish);
            }
            catch (RpcException exception) when (IsForAnother(exception, ways))
            {
                PassOver(search, way, exception);
            }
        }
    }

    internal override async ValueTask<(RpcConnection Connection, BindTarget Binding)> ConnectAsync(long deadline, CancellationToken cancellationToken)
    {
        var search = new WaySearch();
        WaySet ways = await FindAsync(search, deadline, cancellationToken).ConfigureAwait(false);
        (InstanceWay way, RpcConnection connection) = await ReachAsync(search, ways, avoid: null, deadline, cancellationToken).ConfigureAwait(false);
        return (connection, Binding(way.Instance.Address, contract: null));
    }

    /// <summary>A connection to the next instance that can be reached.</summary>
    private async ValueTask<(InstanceWay Way, RpcConnection Connection)> ReachAsync(WaySearch search, WaySet ways, CallRoute? avoid, long deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            InstanceWay way = search.Next(ways, avoid);
            long until = Until(search, ways, way, deadline);
            try
            {
                return (way, await ConnectionTo(way.Instance.Address).WaitAsync(Deadline.Left(until), cancellationToken).ConfigureAwait(false));
            }
            catch (TimeoutException)
            {
                PassOver(search, way, until == deadline);
            }
            catch (RpcException exception) when (IsForAnother(exception, ways))
            {
                PassOver(search, way, exception);
            }

            ways = await FindAsync(search, deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The instances as far as they are known; waits for a name server only where there is nothing else to try.</summary>
    private ValueTask<WaySet> FindAsync(WaySearch search, long deadline, CancellationToken cancellationToken)
    {
        ValueTask<NamedInstance[]> finding = Slot.FindAsync(cancellationToken);
        if (finding.IsCompletedSuccessfully && Renew() is { } now)
        {
            return new(now);
        }

        Task<NamedInstance[]> asking = finding.AsTask();
        if (Renew() is { } known && known.HasUntried(search.Tried))
        {
            Ignore(asking);
            return new(known);
        }

        return AskedAsync(asking, deadline, cancellationToken);
    }

    private async ValueTask<WaySet> AskedAsync(Task<NamedInstance[]> asking, long deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await asking.WaitAsync(Deadline.Left(deadline), cancellationToken).ConfigureAwait(false);
                if (Renew() is { } known)
                {
                    return known;
                }
            }
            catch (TimeoutException)
            {
                throw TooLate();
            }
            catch (RpcException exception) when (Options.WaitForName && exception.Reason is RpcErrorReason.NoSuchName or RpcErrorReason.NameServerUnreachable && Deadline.Left(deadline) != TimeSpan.Zero)
            {
                await names().WaitAsync(Given, Deadline.Left(deadline), cancellationToken).ConfigureAwait(false);
            }

            asking = Slot.FindAsync(cancellationToken).AsTask();
        }
    }

    /// <summary>How long an instance is waited for: less long where another one can be tried.</summary>
    private static long Until(WaySearch search, WaySet ways, InstanceWay way, long deadline) =>
        ways.HasUntried(search.Tried, way) ? Math.Min(deadline, Environment.TickCount64 + PatienceMilliseconds) : deadline;

    /// <summary>Whether a call that was not sent may do better elsewhere: nobody answers, not as this object, or this one of several will not have it.</summary>
    private static bool IsForAnother(RpcException exception, WaySet ways) => exception.Outcome == RpcOutcome.NotExecuted
        && (exception.Reason is RpcErrorReason.ConnectionLost or RpcErrorReason.NoSuchObject or RpcErrorReason.Draining || (ways.Single is null && exception.Status != RpcStatus.DeadlineExceeded));

    private void PassOver(WaySearch search, InstanceWay way, RpcException failure)
    {
        search.Failed(way, failure);
        Slot.Invalidate(way.Instance.Address, failed: true);
    }

    private void PassOver(WaySearch search, InstanceWay way, bool isLate)
    {
        if (isLate)
        {
            throw TooLate();
        }

        search.Failed(way, RemoteErrors.NotConnected(way.Instance.Address.ToString(), $"it did not answer within {PatienceMilliseconds} ms"));
        Slot.Invalidate(way.Instance.Address, failed: false);
    }

    /// <summary>Opens a way that the next calls will want, while this one takes another.</summary>
    private void OpenBehind(InstanceWay way, ContractDescriptor contract) =>
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Target.OpenBehindAsync(work.Way, work.Contract), (Target: this, Way: way, Contract: contract), preferLocal: false);

    private async Task OpenBehindAsync(InstanceWay way, ContractDescriptor contract)
    {
        try
        {
            RpcConnection connection = await ConnectionTo(way.Instance.Address).ConfigureAwait(false);
            CallRoute route = await connection.BindAsync(Binding(way.Instance.Address, contract), Deadline.After(Deadline.Milliseconds(ProxyOptions.Default.Timeout)), CancellationToken.None).ConfigureAwait(false);
            if (route.IsSession)
            {
                // Calls go to objects that all share, so nobody would use this one.
                route.End();
                Slot.Invalidate(way.Instance.Address, failed: true);
            }
            else
            {
                Found(way, route, default);
            }
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException)
        {
            Slot.Invalidate(way.Instance.Address, failed: true);
        }
        catch (ObjectDisposedException)
        {
            // The client went first.
        }
        finally
        {
            way.EndOpening();
        }
    }

    /// <summary>Calls go on meanwhile.</summary>
    private void LookAgain()
    {
        Volatile.Write(ref _lookAt, Environment.TickCount64 + (long)names().Options.CacheTime.TotalMilliseconds);
        ValueTask<NamedInstance[]> looking = Slot.FindAsync(CancellationToken.None);
        if (!looking.IsCompletedSuccessfully)
        {
            Ignore(looking.AsTask());
        }
    }

    private static void Ignore(Task task) =>
        task.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
