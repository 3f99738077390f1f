using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.Parsing;

/// <summary>The part of a file that can change what the declarations of another file mean: namespaces, the heads of types, global usings, attributes, constants.</summary>
/// <remarks>
/// Members are not in it: the declarations of other files name types and constants. Who looks at a type's members depends on that type's file as a whole
/// (<see cref="ContractSources"/>). Attributes are looked at everywhere, so their classes are in it with all their members. Holds text only.
/// </remarks>
internal sealed class DeclarationNames
{
    // What the compiler and the generator look for without a name in the source.
    private static readonly HashSet<string> Platform = ["System", "Microsoft", "Rpc", "MemoryPack"];

    private readonly DeclarationHash _shared = new();
    private readonly HashSet<string> _sharedIdentifiers = [];
    private readonly List<(string Name, string Text)> _heads = [];
    private readonly List<(string Name, string Text)> _namespaces = [];

    private DeclarationNames(CompilationUnitSyntax unit)
    {
        foreach (SyntaxNode part in unit.Externs.Cast<SyntaxNode>().Concat(unit.Usings.Where(using_ => !using_.GlobalKeyword.IsKind(SyntaxKind.None))).Concat(unit.AttributeLists))
        {
            Share(part);
        }

        Members(unit.Members, string.Empty);
        var named = new DeclarationHash();
        foreach ((string name, string text) in _heads.Concat(_namespaces))
        {
            named.Add(name);
            named.Add(text);
        }

        Named = named.Text();
        Shared = _shared.Text();
    }

    /// <summary>Stands for what matters only to files that name it.</summary>
    public string Named { get; }

    /// <summary>Stands for what can matter to a file that does not name it: a constant can be the value of another, an alias can stand for a type.</summary>
    public string Shared { get; }

    /// <summary>The identifiers in that.</summary>
    public IReadOnlyCollection<string> SharedIdentifiers => _sharedIdentifiers;

    /// <summary>The heads of types, in their order.</summary>
    public IReadOnlyList<(string Name, string Text)> Heads => _heads;

    /// <summary>The parts of namespaces, which any number of files may declare.</summary>
    public IReadOnlyList<(string Name, string Text)> Namespaces => _namespaces;

    /// <summary>The names of a file.</summary>
    public static DeclarationNames Of(CompilationUnitSyntax unit) => new(unit);

    private void Members(SyntaxList<MemberDeclarationSyntax> members, string path)
    {
        foreach (MemberDeclarationSyntax member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    Members(space.Members, Namespace(space.Name, path));
                    break;
                case TypeDeclarationSyntax type when !IsAttribute(type):
                    Head(type, type.Identifier.ValueText, path, HeadOf(type));
                    Members(type.Members, $"{path}{type.Identifier.ValueText}`{type.Arity}+");
                    break;
                case DelegateDeclarationSyntax type:
                    Head(type, type.Identifier.ValueText, path, type.ToString());
                    break;
                case BaseTypeDeclarationSyntax:
                case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    _shared.Add(path);
                    Share(member);
                    break;
            }
        }
    }

    // Each part can take the place of another thing of that name.
    private string Namespace(NameSyntax name, string path)
    {
        foreach (SyntaxToken part in name.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
        {
            path += part.ValueText + ".";
            _namespaces.Add((part.ValueText, path));
        }

        return path;
    }

    private void Head(SyntaxNode type, string name, string path, string head)
    {
        if (Platform.Contains(path.Split('.')[0]))
        {
            _shared.Add(path);
            _shared.Add(head);
            _sharedIdentifiers.UnionWith(DeclarationSource.Identifiers(type));
        }
        else
        {
            _heads.Add((name, path + " " + head));
        }
    }

    private static string HeadOf(TypeDeclarationSyntax type) => string.Join(
        "\n",
        type.Kind().ToString(),
        type.AttributeLists.ToString(),
        type.Modifiers.ToString(),
        type.TypeParameterList?.ToString(),
        type.BaseList?.ToString(),
        type.ConstraintClauses.ToString());

    private void Share(SyntaxNode part)
    {
        _shared.Add(part.ToString());
        _sharedIdentifiers.UnionWith(DeclarationSource.Identifiers(part));
    }

    private static bool IsAttribute(TypeDeclarationSyntax type) =>
        type.Identifier.ValueText.EndsWith("Attribute", StringComparison.Ordinal) || type.BaseList?.ToString().Contains("Attribute") == true;
}
