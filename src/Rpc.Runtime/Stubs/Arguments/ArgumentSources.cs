using Rpc.Stubs;

namespace Rpc;

/// <summary>What will give all elements of one argument that is a list, in their order. Immutable.</summary>
/// <remarks>Arrays, lists and the interfaces here are the same bytes: a count, and the elements as each is by itself. So the results go in as they are.</remarks>
public sealed class ArgumentSources<T>
{
    private readonly ArgumentSource<T>[] _sources;

    /// <summary>A list with an element from each of <paramref name="sources"/>.</summary>
    public ArgumentSources(IEnumerable<ArgumentSource<T>> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        _sources = [.. sources];
        if (Array.IndexOf(_sources, null!) is >= 0 and var place)
        {
            throw new ArgumentException($"Element {place} is null: each element needs a source.", nameof(sources));
        }
    }

    /// <summary>The elements as an array.</summary>
    public static implicit operator CallArgument<T[]>(ArgumentSources<T> sources) => Of<T[]>(sources, []);

    /// <summary>The elements as a list.</summary>
    public static implicit operator CallArgument<List<T>>(ArgumentSources<T> sources) => Of<List<T>>(sources, []);

    /// <summary>The elements as a list that is read only.</summary>
    public static implicit operator CallArgument<IReadOnlyList<T>>(ArgumentSources<T> sources) => Of<IReadOnlyList<T>>(sources, []);

    /// <summary>The elements as a sequence.</summary>
    public static implicit operator CallArgument<IEnumerable<T>>(ArgumentSources<T> sources) => Of<IEnumerable<T>>(sources, []);

    private static CallArgument<TList> Of<TList>(ArgumentSources<T> sources, TList empty)
    {
        ArgumentNullException.ThrowIfNull(sources);

        // With nothing to wait for, it is a value.
        return sources._sources.Length == 0 ? new CallArgument<TList>(empty) : new CallArgument<TList>(sources._sources);
    }
}
