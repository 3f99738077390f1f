using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.Parsing;

/// <summary>What one file declares: all of it, and the names that code in other files can meet.</summary>
/// <param name="Declarations">Stands for the path, the options and the text without the bodies of methods.</param>
/// <param name="Names">What can give a name in another file another meaning, or a constant there another value.</param>
internal sealed record DeclarationFile(string Declarations, DeclarationNames Names)
{
    private static readonly ConditionalWeakTable<SyntaxTree, DeclarationFile> Files = new();
    private static readonly ConditionalWeakTable<ParseOptions, string> Options = new();

    /// <summary>What the tree declares; looked at once for each tree, and an edit makes one new one.</summary>
    public static DeclarationFile Of(SyntaxTree tree) => Files.GetValue(tree, Read);

    private static DeclarationFile Read(SyntaxTree tree)
    {
        var declarations = new DeclarationHash();
        declarations.Add(tree.FilePath);
        declarations.Add(Options.GetValue(tree.Options, Text));
        DeclarationText.Add(tree, declarations);
        return new DeclarationFile(declarations.Text(), DeclarationNames.Of((CompilationUnitSyntax)tree.GetRoot()));
    }

    private static string Text(ParseOptions options)
    {
        string language = options is CSharpParseOptions csharp ? csharp.LanguageVersion.ToString() : string.Empty;
        IEnumerable<string> features = options.Features.Select(feature => feature.Key + "=" + feature.Value).OrderBy(feature => feature, StringComparer.Ordinal);
        return string.Join("\n", [language, options.Kind.ToString(), string.Join(" ", options.PreprocessorSymbolNames), .. features]);
    }
}
