using System.ComponentModel;
using Rpc.Calls;

namespace Rpc.Dispatch;

/// <summary>Turns a decoded call into a call of the interface. Stateless and thread-safe; written by the generator.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Dispatcher
{
    /// <summary>The contract that is dispatched.</summary>
    public abstract ContractDescriptor Descriptor { get; }

    /// <summary>Reads the arguments of <paramref name="method"/>, calls it on <paramref name="target"/> and responds.</summary>
    /// <remarks>Exceptions may be thrown at once or through the task: the caller turns both into an error reply.</remarks>
    public abstract ValueTask DispatchAsync(object target, int method, IncomingCall call);
}
