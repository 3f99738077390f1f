namespace Rpc.Hosting;

/// <summary>Gives the context of the call that is served. A class whose constructor takes one keeps its context through its awaits.</summary>
public interface ICallContextAccessor
{
    /// <summary>The call; null outside of one.</summary>
    CallContext? Current { get; }
}
