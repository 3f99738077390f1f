using Rpc.Calls;

namespace Rpc.Dispatch;

/// <summary>One call on its way through the interceptors of its server.</summary>
internal sealed class Interception(ObjectService service, IncomingCall call, object target)
{
    private int _begun;

    /// <summary>Runs them all and the handler, and sends the answer.</summary>
    public async ValueTask RunAsync()
    {
        // Before anything awaits: the arguments are still where the reader wants to go on.
        call.KeepPayload();
        call.NeedExtras().HoldsAnswer = true;
        await NextAsync(0).ConfigureAwait(false);
        call.SendHeld();
    }

    private ValueTask NextAsync(int index)
    {
        if (index != Interlocked.CompareExchange(ref _begun, index + 1, index))
        {
            throw new InvalidOperationException($"An interceptor has called {call.What} a second time: next can be called once.");
        }

        return index < service.Interceptors.Count
            ? service.Interceptors[index].InvokeAsync(call.Context, () => NextAsync(index + 1))
            : service.CallAsync(call, target);
    }
}
