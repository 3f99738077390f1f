using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Calls;
using Rpc.Connections;
using Rpc.Dispatch;
using Rpc.Protocol;

namespace Rpc.Stubs;

/// <summary>Runs calls of one contract that were kept as bytes, as a server would run them if they came over a connection. Thread-safe. For task queues.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeptCallRunner
{
    private readonly ObjectService _service;
    private readonly Func<CancellationToken, ValueTask<KeptCallInstance>> _instances;
    private readonly ILogger _log;
    private readonly RpcLimits _limits;
    private readonly HandlerPace[] _paces;

    private KeptCallRunner(Dispatcher dispatcher, Func<CancellationToken, ValueTask<KeptCallInstance>> instances, IReadOnlyList<IRpcServerInterceptor> interceptors, ILogger? log, RpcLimits? limits)
    {
        // Errors are kept for whoever enqueued the call, and for nobody else.
        _service = new ObjectService(dispatcher, DetailedErrors: true) { Interceptors = interceptors };
        _instances = instances;
        _log = log ?? NullLogger.Instance;
        _limits = limits ?? new RpcLimits();
        _paces = HandlerPace.ForEach(dispatcher.Descriptor);
    }

    /// <summary>The contract whose calls it runs.</summary>
    public ContractDescriptor Contract => _service.Dispatcher.Descriptor;

    /// <summary>A runner whose objects come from <paramref name="instances"/>, one for each call.</summary>
    /// <param name="instances">Gives the object for a call; the token is the call's.</param>
    /// <param name="interceptors">What sees each call before and after its handler.</param>
    /// <param name="log">Where failures of handlers are logged (Debug).</param>
    /// <param name="limits">How long results may be. Default: those of a server.</param>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not <c>[Remote]</c>.</exception>
    public static KeptCallRunner For<T>(Func<CancellationToken, ValueTask<KeptCallInstance>> instances, IReadOnlyList<IRpcServerInterceptor>? interceptors = null, ILogger? log = null, RpcLimits? limits = null)
        where T : class => new(ContractRegistry.Get<T>().Dispatcher, instances, interceptors ?? [], log, limits);

    /// <summary>Runs a call on a thread on which it may block. Never throws.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Fires the handler's token; what it ends with then is its own affair.</param>
    public async Task<KeptCallResult> RunAsync(KeptCall call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var channel = new KeptCallChannel(_log, _limits, ElasticThreads.Run, call.Reports);
        var target = new KeptCallTarget(_service, _instances, call.Around, _paces);
        var incoming = new IncomingCall(channel);
        var header = new CallHeader(0, (ushort)call.Method.Index, CallHeaderFlags.None, 0, CallStart.NextChain(), 0);
        incoming.Begin(target, call.Shapes, 1, header, oneWay: (call.Method.Traits & MethodTraits.OneWay) != 0, call.Arguments, payloadOwner: null, call.Headers);
        await using (cancellationToken.UnsafeRegister(static incoming => ((IncomingCall)incoming!).Cancel(), incoming).ConfigureAwait(false))
        {
            ElasticThreads.Run(static incoming => ((IncomingCall)incoming!).Run(), incoming);
            KeptCallAnswer answer = await channel.Ended.ConfigureAwait(false);
            return new KeptCallResult(Ending(answer.Ending, target.Failure), answer.Payload, target.Failure);
        }
    }

    // Of a one-way call nobody hears, but whoever keeps it wants to know.
    private static KeptCallEnding Ending(KeptCallEnding told, Exception? failure) => told switch
    {
        KeptCallEnding.NoAnswer => failure is null ? KeptCallEnding.Result : KeptCallEnding.Error,
        KeptCallEnding.NotEntered when failure is not RpcException { Outcome: RpcOutcome.NotExecuted, Reason: RpcErrorReason.Undecodable or RpcErrorReason.OverLimit } => KeptCallEnding.Error,
        _ => told,
    };
}
