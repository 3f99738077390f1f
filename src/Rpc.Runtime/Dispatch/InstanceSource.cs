using Rpc.Calls;

namespace Rpc.Dispatch;

/// <summary>Where the object comes from that serves a call, when that is made for it.</summary>
internal abstract class InstanceSource
{
    /// <summary>Gives the call its object. False when that has yet to be made: the call is run again when it is there.</summary>
    public abstract bool TryGive(IncomingCall call);

    /// <summary>Gives no more, and disposes what it has made once no call uses it.</summary>
    public virtual void End()
    {
    }
}
