using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Makes a method return a task and take a token. Its name stays, because that is its name on the wire; callers and implementations are left to their author.</summary>
internal sealed class ReturnTask : Repair
{
    private const string Task = "global::System.Threading.Tasks.Task";

    public override IEnumerable<RepairOffer> Offers(RepairPlace place) => place.Node is MethodDeclarationSyntax { Body: null, ExpressionBody: null } method
        ? [new("Return a Task (callers and implementations are not changed)", "task", Edits.Replace(place, method, Change))]
        : [];

    private static MethodDeclarationSyntax Change(MethodDeclarationSyntax method)
    {
        bool isVoid = method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        MethodDeclarationSyntax changed = method.WithReturnType(Layout.Type(isVoid ? Task : $"{Task}<{method.ReturnType}>", method.ReturnType));
        var parameters = method.ParameterList.Parameters;
        bool canTake = parameters.Count == 0 || !(parameters.Last().Modifiers.Any(SyntaxKind.ParamsKeyword) || parameters.Last().Type?.ToString().EndsWith("CancellationToken", System.StringComparison.Ordinal) == true);
        return canTake ? TokenEdits.Add(changed) : changed;
    }
}
