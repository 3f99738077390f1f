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
        if (entry is null || !version.Keeps(entry.Version, entry.Files))
        {
            return false;
        }

        // Compared with the newest from now on: most names stay the same from key to key.
        entry.Version = version;
        return true;
    }

    /// <summary>Remembers what was read, and from which files.</summary>
    public void Set(int place, DeclarationVersion version, IReadOnlyList<DeclarationSource> files, ContractFindings? findings)
    {
        lock (_entries)
        {
            _entries[place] = new Entry(findings, version, files);
        }
    }

    private sealed class Entry(ContractFindings? findings, DeclarationVersion version, IReadOnlyList<DeclarationSource> files)
    {
        public ContractFindings? Findings => findings;

        /// <summary>The last version for which they were true.</summary>
        public DeclarationVersion Version { get; set; } = version;

        public IReadOnlyList<DeclarationSource> Files => files;
    }
}
