using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Rpc.Naming;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>The names in memory, in every order in which they are asked for, and their last changes.</summary>
/// <remarks>Everything wants <see cref="Gate"/> but <see cref="TryGet"/> and <see cref="Count"/>.</remarks>
internal sealed class NameTable
{
    private readonly ConcurrentDictionary<string, RegisteredInstance[]> _names = new(StringComparer.Ordinal);
    private readonly SortedNames _sorted = new();

    public Lock Gate { get; } = new();

    public NameHistory History { get; } = new();

    public int Count => _names.Count;

    public bool TryGet(string name, [NotNullWhen(true)] out RegisteredInstance[]? instances) => _names.TryGetValue(name, out instances);

    public void Page(string from, bool inclusive, List<string> output, int max) => _sorted.CopyFrom(from, inclusive, output, max);

    /// <summary>Puts other instances under a name, and gives those that were there; none removes it.</summary>
    public RegisteredInstance[]? Set(string name, RegisteredInstance[]? after)
    {
        _names.TryGetValue(name, out RegisteredInstance[]? before);
        if (after is { Length: > 0 })
        {
            _names[name] = after;
            if (before is null)
            {
                _sorted.Add(name);
            }
        }
        else if (before is not null)
        {
            _names.TryRemove(name, out _);
            _sorted.Remove(name);
        }

        return before;
    }

    /// <summary>The same, noted in the history where anybody who looks the name up would see a difference.</summary>
    public RegisteredInstance[]? Change(string name, RegisteredInstance[]? after)
    {
        RegisteredInstance[]? before = Set(name, after);
        if (!LooksAlike(before, after))
        {
            History.Add(name, before, after is { Length: > 0 } ? after : null);
        }

        return before;
    }

    /// <summary>Makes these the names and forgets the history. A name that is in both is there all the time for those who look it up.</summary>
    public void Replace(IReadOnlyDictionary<string, RegisteredInstance[]> names, NameRevision revision)
    {
        foreach (string gone in _names.Keys.Where(name => !names.ContainsKey(name)).ToArray())
        {
            Set(gone, null);
        }

        foreach ((string name, RegisteredInstance[] instances) in names)
        {
            Set(name, instances);
        }

        History.Restart(revision);
    }

    public static bool LooksAlike(RegisteredInstance[]? before, RegisteredInstance[]? after)
    {
        if ((before?.Length ?? 0) != (after?.Length ?? 0))
        {
            return false;
        }

        for (int i = 0; i < (before?.Length ?? 0); i++)
        {
            if (!before![i].LooksLike(after![i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What a store has to do so that other instances are under a name.</summary>
    public static IEnumerable<NameChange> Differences(RegisteredInstance[] before, RegisteredInstance[] after)
    {
        foreach (RegisteredInstance gone in before)
        {
            if (!Array.Exists(after, gone.IsAt))
            {
                yield return new NameChange(gone.Name, gone.Uri, null);
            }
        }

        foreach (RegisteredInstance come in after)
        {
            if (!before.Contains(come))
            {
                yield return new NameChange(come.Name, come.Uri, come.ToStored());
            }
        }
    }
}
