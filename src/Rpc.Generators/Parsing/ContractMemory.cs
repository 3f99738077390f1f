using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>What was read of the contracts of a file, and of the attributes in it that name some, for as long as somebody has the file, so that a key struck elsewhere reads nothing again.</summary>
/// <remarks>Thread-safe. Models hold no symbol, so nothing of a compilation is kept.</remarks>
internal sealed class ContractMemory
{
    private static readonly ConditionalWeakTable<SyntaxTree, ContractMemory> Memories = new();

    private readonly Dictionary<int, Entry> _entries = [];

    /// <summary>The memory of a file.</summary>
    public static ContractMemory Of(SyntaxTree tree) => Memories.GetOrCreateValue(tree);

    /// <summary>Whether what was read of the declaration at a place is still true.</summary>
    public bool TryGet(int place, DeclarationVersion version, out ContractFindings? findings)
    {
        Entry? entry;
        lock (_entries)
        {
            _entries.TryGetValue(place, out entry);
        }

        findings = entry?.Findings;
        return entry is not null && entry.Names == version.Names && version.Has(entry.Files);
    }

    /// <summary>Remembers what was read, and from which declarations.</summary>
    public void Set(int place, DeclarationVersion version, IReadOnlyList<string> files, ContractFindings? findings)
    {
        lock (_entries)
        {
            _entries[place] = new Entry(findings, version.Names, files);
        }
    }

    private sealed class Entry(ContractFindings? findings, string names, IReadOnlyList<string> files)
    {
        public ContractFindings? Findings => findings;

        public string Names => names;

        public IReadOnlyList<string> Files => files;
    }
}
