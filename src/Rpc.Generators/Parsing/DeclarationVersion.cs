using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>What a compilation declares, as two things that can be compared with those of another: the names, and the declarations of each file.</summary>
/// <remarks>
/// A contract that was read from files with certain declarations is the same in every compilation that has these files and in which nothing that they mention was
/// declared, changed or removed elsewhere (docs/decisions/0018). Thread-safe; holds no tree, symbol or compilation.
/// </remarks>
internal sealed class DeclarationVersion
{
    private static readonly ConditionalWeakTable<Compilation, DeclarationVersion> Versions = new();
    private static readonly ConditionalWeakTable<object, string> Numbers = new();

    private static long s_last;

    private readonly HashSet<string> _files = [];
    private readonly List<DeclarationNames> _names = [];
    private readonly string _all;
    private readonly string _shared;
    private readonly Lazy<Dictionary<string, List<string>>> _heads;
    private readonly ConditionalWeakTable<DeclarationVersion, Changes> _changes = new();

    private DeclarationVersion(Compilation compilation)
    {
        var names = new DeclarationHash();
        var shared = new DeclarationHash();
        shared.Add(compilation.AssemblyName ?? string.Empty);
        shared.Add(Number(compilation.Options));
        foreach (MetadataReference reference in compilation.References)
        {
            shared.Add(Number(reference));
        }

        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            DeclarationFile file = DeclarationFile.Of(tree);
            names.Add(file.Names.Named);
            shared.Add(file.Names.Shared);
            _names.Add(file.Names);
            _files.Add(file.Declarations);
        }

        _shared = shared.Text();
        names.Add(_shared);
        _all = names.Text();
        _heads = new(Heads);
    }

    /// <summary>The version of a compilation.</summary>
    public static DeclarationVersion Of(Compilation compilation) => Versions.GetValue(compilation, static compilation => new(compilation));

    /// <summary>Whether what was read from these files in another version would be read again the same.</summary>
    public bool Keeps(DeclarationVersion other, IReadOnlyList<DeclarationSource> files) => Has(files) && (_all == other._all || !_changes.GetValue(other, Since).Touch(files));

    private bool Has(IReadOnlyList<DeclarationSource> files)
    {
        for (int i = 0; i < files.Count; i++)
        {
            if (!_files.Contains(files[i].Declarations))
            {
                return false;
            }
        }

        return true;
    }

    private Changes Since(DeclarationVersion other)
    {
        Dictionary<string, List<string>> before = other._heads.Value;
        Dictionary<string, List<string>> now = _heads.Value;
        var changed = now.Where(head => !before.TryGetValue(head.Key, out List<string>? texts) || !texts.SequenceEqual(head.Value)).Select(static head => head.Key)
            .Concat(before.Keys.Where(name => !now.ContainsKey(name)))
            .ToList();
        return new Changes(changed, _shared != other._shared || _names.Any(file => changed.Any(file.SharedIdentifiers.Contains)));
    }

    private Dictionary<string, List<string>> Heads()
    {
        Dictionary<string, List<string>> heads = new(StringComparer.Ordinal);
        foreach ((string name, string text) in _names.SelectMany(static file => file.Heads).Concat(_names.SelectMany(static file => file.Namespaces).Distinct()))
        {
            if (!heads.TryGetValue(name, out List<string>? texts))
            {
                heads.Add(name, texts = []);
            }

            texts.Add(text);
        }

        return heads;
    }

    // References and options are told apart as objects: an editor keeps those that have not changed.
    private static string Number(object instance) => Numbers.GetValue(instance, static _ => Interlocked.Increment(ref s_last).ToString(CultureInfo.InvariantCulture));

    /// <summary>What another version declares differently.</summary>
    private sealed class Changes(IReadOnlyList<string> names, bool isShared)
    {
        // The names of classes with factories are made up, and stand in no file.
        private readonly bool _isEverywhere = isShared || names.Any(static name => name.EndsWith(ContractNames.CallsSuffix, StringComparison.Ordinal) || name.Contains("Of"));

        /// <summary>Whether one of these files mentions some of it.</summary>
        public bool Touch(IReadOnlyList<DeclarationSource> files) => _isEverywhere || names.Any(name => files.Any(file => file.Mentions(name)));
    }
}
