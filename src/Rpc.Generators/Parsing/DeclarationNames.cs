using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.Parsing;

/// <summary>The part of a file that can change what the declarations of another file mean: namespaces, the heads of types, global usings, attributes, constants.</summary>
/// <remarks>
/// Members are not in it: the declarations of other files name types and constants. Who looks at a type's members depends on that type's file as a whole
/// (<see cref="ContractSources"/>). Attributes are looked at everywhere, so their classes are in it with all their members.
/// </remarks>
internal static class DeclarationNames
{
    public static void Add(CompilationUnitSyntax unit, DeclarationHash hash)
    {
        foreach (SyntaxNode part in unit.Externs.Cast<SyntaxNode>().Concat(unit.Usings.Where(using_ => !using_.GlobalKeyword.IsKind(SyntaxKind.None))).Concat(unit.AttributeLists))
        {
            hash.Add(part.ToString());
        }

        Members(unit.Members, hash);
    }

    private static void Members(SyntaxList<MemberDeclarationSyntax> members, DeclarationHash hash)
    {
        foreach (MemberDeclarationSyntax member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    hash.Add(space.Name.ToString());
                    Members(space.Members, hash);
                    break;
                case TypeDeclarationSyntax type when !IsAttribute(type):
                    Head(type, hash);
                    Members(type.Members, hash);
                    break;
                case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax:
                case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    hash.Add(member.ToString());
                    continue;
                default:
                    continue;
            }

            hash.Add("}");
        }
    }

    private static void Head(TypeDeclarationSyntax type, DeclarationHash hash)
    {
        hash.Add(type.Kind().ToString());
        hash.Add(type.AttributeLists.ToString());
        hash.Add(type.Modifiers.ToString());
        hash.Add(type.Identifier.ValueText);
        hash.Add(type.TypeParameterList?.ToString() ?? string.Empty);
        hash.Add(type.BaseList?.ToString() ?? string.Empty);
        hash.Add(type.ConstraintClauses.ToString());
        hash.Add("{");
    }

    private static bool IsAttribute(TypeDeclarationSyntax type) =>
        type.Identifier.ValueText.EndsWith("Attribute", StringComparison.Ordinal) || type.BaseList?.ToString().Contains("Attribute") == true;
}
