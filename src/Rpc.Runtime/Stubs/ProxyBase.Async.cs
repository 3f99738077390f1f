using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <content>The calls that are awaited.</content>
public abstract partial class ProxyBase
{
    /// <summary>Calls and gives the result when it is there.</summary>
    protected internal ValueTask<TResult> CallAsync<TArguments, TResult>(MethodDescriptor method, in TArguments arguments, ValueCodec<TResult> result, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        ArgumentNullException.ThrowIfNull(result);
        PendingResult<TResult>? call = TryCallNow(method, arguments, result.Read, cancellationToken);
        return call is not null ? call.AsTask() : CallSlowAsync(method, arguments, result.Read, cancellationToken);
    }

    /// <summary>Calls and completes when the method has run.</summary>
    protected internal ValueTask CallAsync<TArguments>(MethodDescriptor method, in TArguments arguments, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        PendingResult<NoResult>? call = TryCallNow<TArguments, NoResult>(method, arguments, read: null, cancellationToken);
        return call is not null ? call.AsVoidTask() : Discard(CallSlowAsync<TArguments, NoResult>(method, arguments, read: null, cancellationToken));

        static async ValueTask Discard(ValueTask<NoResult> pending) => await pending.ConfigureAwait(false);
    }

    /// <summary>Queues a one-way call; waits only under back-pressure.</summary>
    protected internal async ValueTask PostAsync<TArguments>(MethodDescriptor method, TArguments arguments, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallStart start = CallStart.Now(Target.TimeoutOf(method));
        await (Target.IsPlainOnce ? SendOneWayAsync(method, arguments, start, cancellationToken) : PostSpecialAsync(method, arguments, start, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Sends a one-way call, in its turn.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="start">What the call takes over from its caller.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="place">The place in the line that it has already, or null.</param>
    internal async ValueTask SendOneWayAsync<TArguments>(MethodDescriptor method, TArguments arguments, CallStart start, CancellationToken cancellationToken, StartLine.Place? place = null)
        where TArguments : struct, ICallArguments
    {
        try
        {
            for (Retries? retries = null; ; await retries!.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                CallRoute? route = null;
                try
                {
                    var wish = new RouteWish(retries?.Failed, InOrder: true);
                    route = KnownRoute(wish, ref place) ?? await RouteAsync(method, wish, start, place!, cancellationToken).ConfigureAwait(false);
                    PooledBuffer message = route.Encode(start with { Deadline = long.MaxValue }, method, arguments);
                    if (!route.Channel.HasRoomToPost(message))
                    {
                        await WaitToPostAsync(route, message, start.Deadline, method, cancellationToken).ConfigureAwait(false);
                    }

                    if (TryPost(route, message, method, arguments, start))
                    {
                        return;
                    }

                    throw NotSent(message, route);
                }
                catch (RpcException exception) when (Retries.Concern(retries, exception))
                {
                    retries = Retries.After(retries, Target, route, method, start.Deadline, exception, IsTold(exception, route, sent: false), mayRepeat: false);
                }
            }
        }
        finally
        {
            place?.Leave();
        }
    }

    private bool TryPost<TArguments>(CallRoute route, PooledBuffer message, MethodDescriptor method, in TArguments arguments, in CallStart start)
        where TArguments : struct, ICallArguments
    {
        // What a handler sends belongs to a call that the peer has taken, and is taken by one that drains, too.
        start.Trace?.Took(route);
        OneWayCall<TArguments>? posted = start.Depth > 0 ? null : OneWayCall<TArguments>.Rent(this, method, arguments, start);
        if (route.Channel.TryPost(message, posted))
        {
            return true;
        }

        posted?.Forget();
        return false;
    }

    /// <summary>Waits until a one-way message can be queued; disposes it where it cannot.</summary>
    internal static async ValueTask WaitToPostAsync(CallRoute route, PooledBuffer message, long deadline, MethodDescriptor method, CancellationToken cancellationToken)
    {
        bool room = false;
        try
        {
            room = await route.Channel.WaitToPostAsync(message, deadline, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!room)
            {
                message.Dispose();
            }
        }

        if (!room)
        {
            throw route.NoRoom(method);
        }
    }

    /// <summary>A stream: each enumeration is one call.</summary>
    protected IAsyncEnumerable<TItem> Stream<TArguments, TItem>(MethodDescriptor method, in TArguments arguments, ValueCodec<TItem> item, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        ArgumentNullException.ThrowIfNull(item);
        return new RemoteStream<TArguments, TItem>(this, method, arguments, flows: null, item.Read, cancellationToken);
    }

    /// <summary>Starts a stream's call and gives the first credit.</summary>
    internal async ValueTask<PendingStream> StartStreamAsync<TArguments>(MethodDescriptor method, TArguments arguments, CallFlows? flows, CancellationToken cancellationToken, int mostWindow = int.MaxValue)
        where TArguments : struct, ICallArguments
    {
        CallStart start = CallStart.NowUnlimited();
        return await (Target.IsPlainOnce
            ? SendStreamAsync(method, arguments, start, flows, mostWindow, cancellationToken)
            : StreamSpecialAsync(method, arguments, start, flows, mostWindow, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Whether a stream that failed before its first item is to be started anew; waits until then. A stream that may have begun is not repeated.</summary>
    /// <returns>The attempts so far.</returns>
    /// <exception cref="RpcException">The failure, where it is the last.</exception>
    internal async ValueTask<Retries> BeforeRestartAsync(Retries? retries, MethodDescriptor method, RpcException failure, CallRoute? route, CancellationToken cancellationToken)
    {
        retries = Retries.After(retries, Target, route, method, long.MaxValue, failure, wasTold: true, mayRepeat: false);
        await retries.WaitAsync(cancellationToken).ConfigureAwait(false);
        return retries;
    }

    private async ValueTask<PendingStream> SendStreamAsync<TArguments>(MethodDescriptor method, TArguments arguments, CallStart start, CallFlows? flows, int mostWindow, CancellationToken cancellationToken)
        where TArguments : struct, ICallArguments
    {
        long setUp = Deadline.After(Target.TimeoutMilliseconds);
        StartLine.Place? place = null;
        try
        {
            for (Retries? retries = null; ; await retries!.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                CallRoute? route = null;
                try
                {
                    var wish = new RouteWish(retries?.Failed);
                    route = KnownRoute(wish, ref place) ?? await RouteAsync(method, wish, start with { Deadline = setUp }, place!, cancellationToken).ConfigureAwait(false);
                    PooledBuffer message = route.Encode(start, method, arguments);
                    var call = new PendingStream(route.Channel, mostWindow) { Trace = start.Trace };
                    call.Prepare(route, start, method, cancellationToken, flows);
                    if (route.Channel.TryStart(call, message))
                    {
                        call.Open();
                        return call;
                    }

                    throw NotSent(message, route);
                }
                catch (RpcException exception) when (Retries.Concern(retries, exception))
                {
                    retries = Retries.After(retries, Target, route, method, setUp, exception, IsTold(exception, route, sent: false), mayRepeat: false);
                }
            }
        }
        finally
        {
            place?.Leave();
        }
    }

    /// <summary>The usual case, without a state machine: a known way with room.</summary>
    private PendingResult<TResult>? TryCallNow<TArguments, TResult>(MethodDescriptor method, in TArguments arguments, ReadValue<TResult>? read, CancellationToken cancellationToken)
        where TArguments : struct, ICallArguments
    {
        if (!Target.Line.IsEmpty || !Target.IsPlain || cancellationToken.IsCancellationRequested || (Target.Route ?? Target.Choose(default)) is not { Channel: { IsOpen: true, HasOutputRoom: true } } route)
        {
            return null;
        }

        CallStart start = CallStart.Now(Target.TimeoutOf(method));
        PooledBuffer message = route.Encode(start, method, arguments);
        PendingResult<TResult> call = RepeatableCall<TArguments, TResult>.Rent(this, method, arguments, start, read);
        call.Prepare(route, start, method, cancellationToken);
        if (!route.Channel.TryStart(call, message))
        {
            call.Recycle();
            message.Dispose();
            return null;
        }

        // Until it was sent: a collected proxy is given back.
        GC.KeepAlive(Target);
        return call;
    }

    private async ValueTask<TResult> CallSlowAsync<TArguments, TResult>(MethodDescriptor method, TArguments arguments, ReadValue<TResult>? read, CancellationToken cancellationToken, CallFlows? flows = null)
        where TArguments : struct, ICallArguments
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallStart start = CallStart.Now(flows is null ? Target.TimeoutOf(method) : Target.TimeoutOfFlowing(method));
        long setUp = flows is null ? start.Deadline : CallStart.Now(Target.TimeoutOf(method)).Deadline;
        return Target.IsPlain
            ? await SendAsync(method, arguments, read, start, setUp, cancellationToken, flows).ConfigureAwait(false)
            : await CallSpecialAsync(method, arguments, read, start, setUp, cancellationToken, flows).ConfigureAwait(false);
    }

    /// <summary>Sends a call until it has an answer, or may not be sent again.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="read">Reads the result; null for a method without one.</param>
    /// <param name="start">What the call takes over from its caller.</param>
    /// <param name="setUp">When it must have been sent.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <param name="flows">What travels beside it, or null.</param>
    /// <param name="retries">The attempts before, or null: then the first one starts at once.</param>
    /// <param name="hedged">The ways of the attempts that run beside this one, or null for a call that is made once at a time.</param>
    internal async ValueTask<TResult> SendAsync<TArguments, TResult>(MethodDescriptor method, TArguments arguments, ReadValue<TResult>? read, CallStart start, long setUp, CancellationToken cancellationToken, CallFlows? flows = null, Retries? retries = null, HedgedWays? hedged = null)
        where TArguments : struct, ICallArguments
    {
        while (true)
        {
            if (retries is not null)
            {
                await retries.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            CallRoute? route = null;
            PendingResult<TResult>? call = null;
            try
            {
                StartLine.Place place = Target.Line.Enter();
                try
                {
                    route = await RouteAsync(method, new RouteWish(retries?.Failed ?? hedged?.Last), start with { Deadline = setUp }, place, cancellationToken).ConfigureAwait(false);
                    hedged?.Took(route);
                    call = Start(route, start, method, arguments, read, cancellationToken, flows);
                }
                finally
                {
                    place.Leave();
                }

                return await call.AsTask().ConfigureAwait(false);
            }
            catch (RpcException exception) when (Retries.Concern(retries, exception))
            {
                retries = Retries.After(retries, Target, route, method, call is null ? setUp : start.Deadline, exception, IsTold(exception, route, call is not null), mayRepeat: flows is null);
            }
        }
    }

    private static PendingResult<TResult> Start<TArguments, TResult>(CallRoute route, in CallStart start, MethodDescriptor method, in TArguments arguments, ReadValue<TResult>? read, CancellationToken cancellationToken, CallFlows? flows)
        where TArguments : struct, ICallArguments
    {
        PooledBuffer message = route.Encode(start, method, arguments);
        PendingResult<TResult> call = PendingResult<TResult>.Rent(read, waiter: null);
        call.Prepare(route, start, method, cancellationToken, flows);
        if (route.Channel.TryStart(call, message))
        {
            return call;
        }

        call.Recycle();
        throw NotSent(message, route);
    }

    /// <summary>The usual way, if it is open, has room and nobody waits for it; else takes a place in the line, unless there is one already.</summary>
    private CallRoute? KnownRoute(RouteWish wish, ref StartLine.Place? place)
    {
        if (place is null && Target.Line.IsEmpty && (Target.Route ?? Target.Choose(wish)) is { Channel: { IsOpen: true, HasOutputRoom: true } } known)
        {
            return known;
        }

        place ??= Target.Line.Enter();
        return null;
    }

    private async ValueTask<CallRoute> RouteAsync(MethodDescriptor method, RouteWish wish, CallStart start, StartLine.Place place, CancellationToken cancellationToken)
    {
        if (!place.Turn.IsCompleted)
        {
            // Before its turn: where nobody answers, all who wait learn it from one attempt to connect, and not one after another.
            await Target.ReachAsync(start.Deadline, cancellationToken).ConfigureAwait(false);
            try
            {
                await place.Turn.WaitAsync(Deadline.Left(start.Deadline), cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw NoTurn(method);
            }
        }

        CallRoute route = (Target.Route ?? Target.Choose(wish)) is { Channel.IsOpen: true } known
            ? known
            : await Target.OpenAsync(method.Contract, wish, start.Deadline, cancellationToken).ConfigureAwait(false);
        return route.Channel.HasOutputRoom || await route.Channel.WaitForOutputRoomAsync(start.Deadline, cancellationToken).ConfigureAwait(false)
            ? route
            : throw route.NoRoom(method);
    }
}
