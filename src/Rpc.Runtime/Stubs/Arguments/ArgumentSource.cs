namespace Rpc.Stubs;

/// <summary>What gives an argument of a call that is made later. Task queues derive from <see cref="ArgumentSource{T}"/>.</summary>
public abstract class ArgumentSource
{
    private protected ArgumentSource()
    {
    }
}
