using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rpc.Buffers;
using Rpc.Codec;
using Rpc.Protocol;

namespace Rpc.Calls;

/// <summary>A call that came in: its arguments still as bytes, and the way to answer it. For generated dispatchers.</summary>
/// <remarks>
/// Lives from the frame that brought it to its answer. Until <see cref="ReadArguments"/> the payload belongs to the reader's buffer;
/// afterwards nothing refers to it. Whoever cancels sets <c>_cancelled</c> and then looks for the token source, and whoever makes the source looks at the flag after that: no lock orders the two.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class IncomingCall
{
    [ThreadStatic]
    private static IncomingCall? s_current;

    private ReadOnlyMemory<byte> _payload;
    private IDisposable? _payloadOwner;
    private CancellationTokenSource? _cancellation;
    private volatile bool _cancelled;
    private volatile bool _returned;
    private volatile bool _finished;
    private bool _answered;
    private CallContext? _context;
    private OutgoingStream? _stream;
    private long _credit;
    private long _entered;

    internal IncomingCall(CallChannel channel) => Channel = channel;

    /// <summary>Fires when the caller cancels, its deadline passes, or its connection ends. The handler's until it ends: then it belongs to another call.</summary>
    public CancellationToken CancellationToken
    {
        get
        {
            if (_cancellation is null)
            {
                Interlocked.CompareExchange(ref _cancellation, new CancellationTokenSource(), null);

                // Whoever cancels sets the flag and then looks for the source: one of the two always sees the other.
                if (_cancelled)
                {
                    _cancellation.Cancel();
                }
            }

            return _cancellation.Token;
        }
    }

    /// <summary>The call whose handler runs on this thread, until its first await.</summary>
    internal static IncomingCall? Current => s_current;

    internal CallChannel Channel { get; }

    internal CallTarget Target { get; private set; } = null!;

    internal PeerShapes? Shapes { get; private set; }

    internal ulong Id { get; private set; }

    internal CallHeader Header { get; private set; }

    internal bool IsOneWay { get; private set; }

    /// <summary>When the caller stops waiting, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    internal long Deadline { get; private set; }

    /// <summary>Whether the caller has stopped waiting.</summary>
    internal bool IsOverdue => Deadline <= Environment.TickCount64;

    internal bool IsJson => (Header.Flags & CallHeaderFlags.Json) != 0;

    /// <summary>Whether the target's code has begun to run.</summary>
    internal bool IsEntered => Volatile.Read(ref _entered) != 0;

    /// <summary>Whether the target's code has begun to run, or never will.</summary>
    internal bool HasBegun => IsEntered || IsReturned || IsFinished;

    /// <summary>Whether it has returned or reached its first await.</summary>
    internal bool IsReturned => _returned;

    /// <summary>Until when, in the stopwatch's ticks, the next handler of the connection waits for the first instruction of this one, unless it returns before. Set at its entry.</summary>
    internal long PrecedesUntil { get; private set; }

    /// <summary>Whether it was entered so long ago that the next handler waits no longer for it.</summary>
    internal bool MayBeOvertaken => IsEntered && Stopwatch.GetTimestamp() >= PrecedesUntil;

    /// <summary>The chain of calls that it belongs to.</summary>
    internal ulong Chain => Header.Chain;

    /// <summary>Whether a handler made it.</summary>
    internal bool IsNested => Header.Depth > 0;

    internal int MethodNumber => Header.Method;

    internal MethodDescriptor Method => Target.MethodOf(Header.Method);

    /// <summary>What only few calls have; null for the others.</summary>
    internal CallExtras? Extras { get; private set; }

    /// <summary>The correlation id that a caller has set; null where the chain's number stands for it.</summary>
    internal string? CorrelationIdGiven => Extras?.Headers is { } headers && headers.TryGetValue(RpcHeaders.CorrelationId, out string? given) ? given : null;

    internal string CorrelationId => CallStart.CorrelationIdOf(Extras?.Headers, Header.Chain);

    /// <summary>The correlation id as it may stand in a log: the peer has written it.</summary>
    private string LoggedId => RemoteUriText.Printable(CorrelationId);

    /// <summary>A number that the connection gives while the handler runs on its reading thread; 0 elsewhere.</summary>
    internal long InlineToken { get; set; }

    /// <summary>Answered, or failed, and forgotten by its connection. Set by the connection's table, whose last step it is: then the object may stand for another call.</summary>
    internal bool IsFinished
    {
        get => _finished;
        set => _finished = value;
    }

    internal CallContext Context => _context ??= new CallContext(this);

    /// <summary>What traces and metrics call it.</summary>
    internal string FullName => Method.Contract is null ? $"{Target.Descriptor.Name}/{Method.Name}" : Method.FullName;

    internal string What => $"{Target.Descriptor.Name}.{Method.Signature}";

    /// <summary>Decodes all arguments from either content type and marks the handler as entered. The last thing before the target is called.</summary>
    /// <exception cref="RpcException">The bytes are not the method's arguments.</exception>
    public void ReadArguments<TArguments>(out TArguments arguments)
        where TArguments : struct, ICallArguments
    {
        arguments = default;
        try
        {
            if (IsJson)
            {
                var json = new RpcJsonReader(_payload.Span, Channel.References);
                arguments.ReadJson(ref json);
                json.End();
            }
            else
            {
                var reader = new RpcReader(_payload.Span, Channel.References, Shapes);
                arguments.Read(ref reader);
                reader.End();
            }
        }
        catch (Exception exception)
        {
            throw RemoteErrors.UndecodableArguments(exception, What);
        }

        Enter();
    }

    /// <summary>The caller disposes the object through its contract: what <see cref="CallContext.Lease"/> promised of it is done.</summary>
    public void EndLease(object target) => Channel.References.EndLease(target);

    internal CallExtras NeedExtras() => Extras ??= new CallExtras();

    /// <summary>What a call carries that the handler makes without a scope: the correlation id, if somebody has set one.</summary>
    internal RpcHeaders? HeadersForNested() => CorrelationIdGiven is { } given ? new RpcHeaders { [RpcHeaders.CorrelationId] = given } : null;

    /// <summary>Makes this object stand for a call. <paramref name="payloadOwner"/> is disposed once the arguments are read.</summary>
    internal void Begin(CallTarget target, PeerShapes? shapes, ulong id, in CallHeader header, bool oneWay, ReadOnlyMemory<byte> payload, IDisposable? payloadOwner, RpcHeaders? headers = null)
    {
        if (headers is not null)
        {
            NeedExtras().Headers = headers;
        }

        Target = target;
        Shapes = shapes;
        Id = id;
        Header = header;
        IsOneWay = oneWay;
        _payload = payload;
        _payloadOwner = payloadOwner;
        Deadline = header.TimeoutMilliseconds == 0 ? long.MaxValue : Environment.TickCount64 + header.TimeoutMilliseconds;
    }

    /// <summary>Makes the object ready for another call. False when somebody may still hold on to this one.</summary>
    internal bool TryReset()
    {
        if (_context is not null || _cancelled || _stream is not null || _flows is not null || Extras is not null)
        {
            return false;
        }

        // A source that never fired serves the next call, without what was registered with it; else every method with a token would allocate.
        if (_cancellation is not null && !_cancellation.TryReset())
        {
            return false;
        }

        DropPayload();
        _answered = false;
        _returned = false;
        _entered = 0;
        _credit = 0;
        InlineToken = 0;
        _finished = false;
        return true;
    }

    /// <summary>Copies the payload, so that the call can be run on another thread while the reader goes on.</summary>
    /// <param name="owner">Disposed once the arguments are read; not of interest where the payload has an owner.</param>
    internal void OwnPayload(IDisposable? owner)
    {
        if (_payloadOwner is null)
        {
            _payload = _payload.ToArray();
            _payloadOwner = owner;
        }
    }

    /// <summary>Runs the handler to its end or first await on this thread, and answers. Never throws.</summary>
    /// <remarks>In a clean context: what flows with this thread belongs to another call, and what the handler sets must not stay behind.</remarks>
    internal void Run() => ExecutionContext.Run(CleanContext.Instance, static call => ((IncomingCall)call!).RunHere(), this);

    private void RunHere()
    {
        if (SynchronizationContext.Current is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        IncomingCall? outer = s_current;
        s_current = this;
        try
        {
            if ((Diagnostics.CallInstruments.TracesServers || LoadCounters.IsWatched) && Target.IsTraced)
            {
                ServedTrace.Enter(this);
            }

            // The depth in the header is what the peer says; how much stack is left is a fact.
            if (outer is not null && !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                throw new RpcException(RpcStatus.ResourceExhausted, "Calls are nested so deep on this thread that its stack is full.", reason: RpcErrorReason.NestedTooDeep);
            }

            ValueTask handler = Target.DispatchAsync(this);
            _returned = true;
            if (handler == Parked)
            {
                return;
            }

            Target.PaceOf(Header.Method).Ran(Stopwatch.GetTimestamp() - _entered);
            if (handler.IsCompleted)
            {
                handler.GetAwaiter().GetResult();
                Finish();
            }
            else
            {
                Channel.Detach(this);
                _ = FinishAsync(handler);
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        finally
        {
            s_current = outer;
        }
    }

    /// <summary>Makes the handler's token fire. Called any number of times, under the lock of the connection's table: afterwards the object may stand for another call.</summary>
    /// <returns>Whether it had not been told before.</returns>
    internal bool Cancel()
    {
        bool first = !_cancelled;
        _cancelled = true;

        // Callbacks are the handler's code: off the thread that reads.
        Volatile.Read(ref _cancellation)?.CancelAsync();
        return first;
    }

    /// <summary>Nothing of the request is needed any more, and the target's code comes next.</summary>
    private void Enter()
    {
        DropPayload();
        Channel.HandlerEntering(this);

        // The last thing: whoever reads on enters no other handler before it sees this.
        long now = Stopwatch.GetTimestamp();
        PrecedesUntil = now + Target.PaceOf(Header.Method).Precedence;
        Volatile.Write(ref _entered, now);
    }

    private void DropPayload()
    {
        _payload = default;
        _payloadOwner?.Dispose();
        _payloadOwner = null;
    }

    private async Task FinishAsync(ValueTask handler)
    {
        try
        {
            await handler.ConfigureAwait(false);
            Finish();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        // Arguments that could not be read.
        DropPayload();
        Extras?.Trace?.Fail(exception);
        if (!_answered && !IsOneWay)
        {
            PooledBuffer message = NewAnswer(isError: true);
            Payload(exception).Write(message);
            EndWith(AnswerKind.Error, message);
        }

        try
        {
            Log(exception);
        }
        catch (Exception fault)
        {
            // The log asks the exception for its text, too.
            Diagnostics.RpcLog.Fault(Channel.Logger, fault);
        }
        finally
        {
            Finish();
        }
    }

    /// <summary>What the caller hears. Members of an exception are its author's code and may themselves throw.</summary>
    private ErrorPayload Payload(Exception exception)
    {
        try
        {
            return RemoteErrors.ToPayload(exception, this);
        }
        catch (Exception fault)
        {
            return RemoteErrors.ToPayload(new RpcException(RpcStatus.Unknown, $"{What} failed with a {exception.GetType()} that cannot be told: {fault.GetType()}.", RpcOutcome.Completed), this);
        }
    }

    private void Log(Exception exception)
    {
        if (IsOneWay)
        {
            Diagnostics.RpcMetrics.OneWayFailures.Add(1);
            Diagnostics.RpcLog.OneWayFailed(Channel.Logger, Diagnostics.PeerWarnings.Next(Channel.Logger), exception, What, Channel.PeerAddress, LoggedId);
        }
        else if (!IsEntered && exception is RpcException refusal)
        {
            CallFailures.Refused(Channel, refusal);
        }
        else
        {
            Diagnostics.FailureMetrics.HandlerFailed(CallFailures.StatusOf(exception).ToString());

            // Nothing is put together for a level that nobody hears.
            if (Channel.Logger.IsEnabled(LogLevel.Debug))
            {
                Diagnostics.RpcLog.HandlerFailed(Channel.Logger, exception, What, Channel.PeerAddress, LoggedId);
            }
        }
    }
}
