using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>What a compilation declares, as two things that can be compared with those of another: the names, and the declarations of each file.</summary>
/// <remarks>
/// A contract that was read from files with certain declarations is the same in every compilation that has these files and the same names: a name in them can
/// mean something else only where a name, a reference or an option changed (docs/decisions/0018). Thread-safe; holds no tree, symbol or compilation.
/// </remarks>
internal sealed class DeclarationVersion
{
    private static readonly ConditionalWeakTable<Compilation, DeclarationVersion> Versions = new();
    private static readonly ConditionalWeakTable<object, string> Numbers = new();

    private static long s_last;

    private readonly HashSet<string> _files = [];

    private DeclarationVersion(Compilation compilation)
    {
        var names = new DeclarationHash();
        names.Add(compilation.AssemblyName ?? string.Empty);
        names.Add(Number(compilation.Options));
        foreach (MetadataReference reference in compilation.References)
        {
            names.Add(Number(reference));
        }

        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            DeclarationFile file = DeclarationFile.Of(tree);
            names.Add(file.Names);
            _files.Add(file.Declarations);
        }

        Names = names.Text();
    }

    /// <summary>Stands for all names that are declared, the references and the options.</summary>
    public string Names { get; }

    /// <summary>The version of a compilation.</summary>
    public static DeclarationVersion Of(Compilation compilation) => Versions.GetValue(compilation, static compilation => new(compilation));

    /// <summary>Whether files with these declarations are all there.</summary>
    public bool Has(IReadOnlyList<string> files)
    {
        for (int i = 0; i < files.Count; i++)
        {
            if (!_files.Contains(files[i]))
            {
                return false;
            }
        }

        return true;
    }

    // References and options are told apart as objects: an editor keeps those that have not changed.
    private static string Number(object instance) => Numbers.GetValue(instance, static _ => Interlocked.Increment(ref s_last).ToString(CultureInfo.InvariantCulture));
}
