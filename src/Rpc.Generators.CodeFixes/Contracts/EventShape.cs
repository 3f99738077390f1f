using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>An event of a contract, read for what replaces it.</summary>
/// <param name="Declaration">Its syntax.</param>
/// <param name="Symbol">The event.</param>
/// <param name="Values">What its handlers are given, without the sender and without arguments that say nothing.</param>
internal sealed record EventShape(EventFieldDeclarationSyntax Declaration, IEventSymbol Symbol, IParameterSymbol[] Values)
{
    /// <summary>A cancellation token as a parameter with its default, its type written in full.</summary>
    public const string Token = "global::System.Threading.CancellationToken cancellationToken = default";

    /// <summary>Null where the event shares its declaration with another.</summary>
    public static EventShape? Of(RepairPlace place) =>
        place.Node is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: EventFieldDeclarationSyntax declaration } } name
        && place.Model.GetDeclaredSymbol(name) is IEventSymbol { Type: INamedTypeSymbol { DelegateInvokeMethod: { ReturnsVoid: true } invoke } } symbol
            ? new(declaration, symbol, [.. invoke.Parameters.Where((parameter, i) => !IsSender(parameter, i) && !IsEmpty(parameter.Type))])
            : null;

    /// <summary>One value of what handlers are given; the time, where they are given nothing.</summary>
    public string Item => Values.Length switch
    {
        0 => "global::System.DateTimeOffset",
        1 => TypeOf(Values[0]),
        _ => "(" + string.Join(", ", Values.Select(value => TypeOf(value) + " " + Layout.Capital(value.Name))) + ")",
    };

    /// <summary>The values as a parameter list, which the token ends.</summary>
    public string Parameters => string.Concat(Values.Select(value => $"{TypeOf(value)} {TypeNames.Escape(value.Name)}, ")) + Token;

    /// <summary>A member's name that the contract does not have.</summary>
    public string Unused(string name) => Layout.Unused(name, taken => !Symbol.ContainingType.GetMembers(taken).IsEmpty);

    private static string TypeOf(IParameterSymbol parameter) => parameter.Type.ToDisplayString(ContractNames.Code);

    private static bool IsSender(IParameterSymbol parameter, int place) => place == 0 && parameter.Type.SpecialType == SpecialType.System_Object;

    private static bool IsEmpty(ITypeSymbol type) => ContractSymbols.Is(type, "System", "EventArgs");
}
