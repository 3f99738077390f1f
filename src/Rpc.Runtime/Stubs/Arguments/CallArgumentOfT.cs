using Rpc.Stubs;

namespace Rpc;

/// <summary>An argument of a call that is made later: a value, or the result that a task will have (<see cref="ArgumentSource{T}"/>), or a list of such results. Immutable; its default is the default of <typeparamref name="T"/>.</summary>
/// <remarks>Invariant: of value and sources one is used. <c>Sources</c> is null for a value; has one element where its result is the argument; and <c>IsList</c> where all of them are its elements.</remarks>
public readonly struct CallArgument<T>
{
    internal CallArgument(T value) => Value = value;

    internal CallArgument(ArgumentSource source) => Sources = [source];

    internal CallArgument(IReadOnlyList<ArgumentSource> sources)
    {
        Sources = sources;
        IsList = true;
    }

    internal T Value { get; } = default!;

    internal IReadOnlyList<ArgumentSource>? Sources { get; }

    internal bool IsList { get; }

    /// <summary>A value.</summary>
    public static implicit operator CallArgument<T>(T value) => new(value);
}
