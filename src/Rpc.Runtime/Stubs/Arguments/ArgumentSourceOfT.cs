using Rpc.Stubs;

namespace Rpc;

/// <summary>What will give a <typeparamref name="T"/> as an argument of another call: a task that has not run yet. Stands where a generated factory takes an <see cref="CallArgument{T}"/>.</summary>
public abstract class ArgumentSource<T> : ArgumentSource
{
    // The conversion is declared here and not in CallArgument<T>, so that a null there is a value and not a source.

    /// <summary>The result as an argument.</summary>
    public static implicit operator CallArgument<T>(ArgumentSource<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new CallArgument<T>(source);
    }
}
