using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Takes the value out of a one-way method's result: what remains is <c>void</c>, <c>Task</c> or <c>ValueTask</c>.</summary>
internal sealed class DropResult : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        if (place.Node is not MethodDeclarationSyntax { Body: null, ExpressionBody: null } method || place.MethodOf(method) is not { } symbol)
        {
            return [];
        }

        string? type = MethodResult.Of(symbol.ReturnType).Kind switch
        {
            MethodResultKind.Value => "void",
            MethodResultKind.TaskOfValue => "global::System.Threading.Tasks.Task",
            MethodResultKind.ValueTaskOfValue => "global::System.Threading.Tasks.ValueTask",
            _ => null,
        };
        return type is null ? [] : [new($"Return {type.Substring(type.LastIndexOf('.') + 1)}", "result", Edits.Replace(place, method.ReturnType, before => Layout.Type(type, before)))];
    }
}
