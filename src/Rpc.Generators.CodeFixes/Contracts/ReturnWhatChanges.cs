using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Returns what a method changes through <c>ref</c> and <c>out</c>, beside its result: as a tuple where that makes more than one value.</summary>
internal sealed class ReturnWhatChanges : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        if (place.Node is not ParameterSyntax { Parent.Parent: MethodDeclarationSyntax { Body: null, ExpressionBody: null } method }
            || place.MethodOf(method) is not { } symbol
            || MethodResult.Of(symbol.ReturnType).Kind == MethodResultKind.Stream)
        {
            return [];
        }

        ParameterSyntax[] changed = [.. method.ParameterList.Parameters.Where(Changes)];
        string names = string.Join(" and ", changed.Select(parameter => $"'{parameter.Identifier.ValueText}'"));
        return changed.Length == 0 ? [] : [new($"Return {names}", "return", Edits.Replace(place, method, before => Returning(before, changed, MethodResult.Of(symbol.ReturnType).Kind)))];
    }

    private static bool Changes(ParameterSyntax parameter) =>
        parameter.Modifiers.Any(SyntaxKind.OutKeyword) || (parameter.Modifiers.Any(SyntaxKind.RefKeyword) && !parameter.Modifiers.Any(SyntaxKind.ReadOnlyKeyword));

    private static MethodDeclarationSyntax Returning(MethodDeclarationSyntax method, ParameterSyntax[] changed, MethodResultKind kind)
    {
        TypeSyntax? inner = Inner(method.ReturnType, kind);
        List<(string Type, string Name)> values = [];
        if (inner is not null)
        {
            values.Add((inner.ToString(), "Result"));
        }

        foreach (ParameterSyntax parameter in changed)
        {
            string name = Layout.Capital(parameter.Identifier.ValueText);
            values.Add((parameter.Type!.ToString(), Layout.Unused(name, taken => values.Any(value => value.Name == taken))));
        }

        string type = values.Count == 1 ? values[0].Type : "(" + string.Join(", ", values.Select(value => value.Type + " " + value.Name)) + ")";
        IEnumerable<ParameterSyntax> parameters = method.ParameterList.Parameters.Where(parameter => !parameter.Modifiers.Any(SyntaxKind.OutKeyword))
            .Select(parameter => Changes(parameter) ? PassByValue.ByValue(parameter) : parameter);
        return method.WithReturnType(Outer(method.ReturnType, inner, type, kind)).WithParameterList(ParameterEdits.With(method.ParameterList, parameters));
    }

    private static TypeSyntax? Inner(TypeSyntax type, MethodResultKind kind) => kind switch
    {
        MethodResultKind.Void or MethodResultKind.Task or MethodResultKind.ValueTask => null,
        MethodResultKind.Value => type,
        _ => type.DescendantNodesAndSelf().OfType<GenericNameSyntax>().First().TypeArgumentList.Arguments[0],
    };

    private static TypeSyntax Outer(TypeSyntax before, TypeSyntax? inner, string type, MethodResultKind kind) => kind switch
    {
        MethodResultKind.Void or MethodResultKind.Value => SyntaxFactory.ParseTypeName(type).WithTriviaFrom(before),
        MethodResultKind.Task or MethodResultKind.ValueTask => SyntaxFactory.ParseTypeName($"{before}<{type}>").WithTriviaFrom(before),
        _ => before.ReplaceNode(inner!, SyntaxFactory.ParseTypeName(type)),
    };
}
