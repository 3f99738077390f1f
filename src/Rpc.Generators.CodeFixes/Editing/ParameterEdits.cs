using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.CodeFixes.Editing;

/// <summary>Changes parameter lists; a list over several lines stays one.</summary>
internal static class ParameterEdits
{
    /// <summary>The list with other parameters, laid out as before: each one takes the white space of the place that it comes to.</summary>
    public static ParameterListSyntax With(ParameterListSyntax list, IEnumerable<ParameterSyntax> parameters)
    {
        ParameterSyntax[] all = [.. parameters];
        SyntaxToken[] commas = [.. list.Parameters.GetSeparators()];
        SyntaxToken comma = commas.Length > 0 ? commas[commas.Length - 1] : SyntaxFactory.Token(default, SyntaxKind.CommaToken, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        for (int i = 0; i < all.Length; i++)
        {
            ParameterSyntax? there = list.Parameters.Count == 0 ? null : list.Parameters[System.Math.Min(i, list.Parameters.Count - 1)];
            all[i] = all[i].WithLeadingTrivia(there?.GetLeadingTrivia() ?? default).WithTrailingTrivia(i == all.Length - 1 && list.Parameters.Count > 0 ? list.Parameters.Last().GetTrailingTrivia() : default);
        }

        IEnumerable<SyntaxToken> between = Enumerable.Range(0, System.Math.Max(0, all.Length - 1)).Select(i => i < commas.Length ? commas[i] : comma);
        return list.WithParameters(SyntaxFactory.SeparatedList(all, between));
    }
}
