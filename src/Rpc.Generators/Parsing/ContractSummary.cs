using System;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.Parsing;

/// <summary>The first line of a documentation comment's summary, as plain text. Read from the text before the declaration: with documentation off the compiler keeps no other form of it.</summary>
internal static class ContractSummary
{
    /// <summary>Null where the symbol comes from another assembly or has no summary.</summary>
    public static string? Of(ISymbol symbol, Compilation compilation)
    {
        if (!SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly))
        {
            return null;
        }

        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is MemberDeclarationSyntax { HasLeadingTrivia: true } declaration && FirstLine(declaration.GetLeadingTrivia().ToFullString()) is { } line)
            {
                return line;
            }
        }

        return null;
    }

    internal static string? FirstLine(string trivia)
    {
        int start = trivia.IndexOf("<summary>", StringComparison.Ordinal);
        int end = start < 0 ? -1 : trivia.IndexOf("</summary>", start, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        start += "<summary>".Length;
        foreach (string raw in trivia.Substring(start, end - start).Split('\n'))
        {
            string line = Plain(raw.Trim().TrimStart('/', '*').Trim());
            if (line.Length != 0)
            {
                return line;
            }
        }

        return null;
    }

    // <see cref="A.B"/> and <paramref name="x"/> become B and x; other tags vanish.
    private static string Plain(string xml)
    {
        var text = new StringBuilder();
        int position = 0;
        while (position < xml.Length)
        {
            int close = xml[position] == '<' ? xml.IndexOf('>', position) : -1;
            if (close < 0)
            {
                text.Append(xml[position++]);
                continue;
            }

            text.Append(Named(xml.Substring(position, close - position)));
            position = close + 1;
        }

        return text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&quot;", "\"").Replace("&apos;", "'").Replace("&amp;", "&").ToString().Trim();
    }

    private static string Named(string tag)
    {
        int open = tag.EndsWith("/", StringComparison.Ordinal) ? tag.IndexOf('"') : -1;
        int end = open < 0 ? -1 : tag.IndexOf('"', open + 1);
        if (end < 0)
        {
            return string.Empty;
        }

        string name = tag.Substring(open + 1, end - open - 1);
        int parenthesis = name.IndexOf('(');
        name = parenthesis < 0 ? name : name.Substring(0, parenthesis);
        return name.Substring(name.LastIndexOfAny(['.', ':']) + 1);
    }
}
