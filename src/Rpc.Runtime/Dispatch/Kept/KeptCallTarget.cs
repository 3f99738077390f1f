using Rpc.Calls;

namespace Rpc.Dispatch;

/// <summary>The object that serves one call that was kept. Remembers what the handler throws, since its runner decides by that whether to run it again.</summary>
/// <param name="service">How calls reach the object.</param>
/// <param name="instances">Gives the object, and what to do with it afterwards.</param>
/// <param name="around">Called with what runs the handler, inside its clean context; null for nothing around it.</param>
/// <param name="paces">How the methods have behaved so far.</param>
internal sealed class KeptCallTarget(ObjectService service, Func<CancellationToken, ValueTask<KeptCallInstance>> instances, Func<Func<ValueTask>, ValueTask>? around, HandlerPace[] paces) : CallTarget
{
    /// <summary>What the handler threw; null for nothing.</summary>
    public Exception? Failure { get; private set; }

    public override ContractDescriptor Descriptor => service.Dispatcher.Descriptor;

    public override string Name => "task";

    public override bool IsTraced => false;

    public override bool DetailedErrors => service.DetailedErrors;

    public override HandlerPace PaceOf(int method) => paces[method];

    public override ValueTask DispatchAsync(IncomingCall call) => around is null ? ServeAsync(call) : around(() => ServeAsync(call));

    private async ValueTask ServeAsync(IncomingCall call)
    {
        try
        {
            KeptCallInstance instance = await instances(call.CancellationToken).ConfigureAwait(false);
            await using (instance.ConfigureAwait(false))
            {
                await service.DispatchAsync(call, instance.Target, gate: null, source: null).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }
}
