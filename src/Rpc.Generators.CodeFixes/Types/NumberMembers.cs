using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Types;

/// <summary>Numbers all members. Those with a number that can stay keep it; the others fill the places left, as they are declared.</summary>
internal sealed class NumberMembers : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        if (place.Node is not TypeDeclarationSyntax declaration || place.TypeOf(declaration) is not { } type)
        {
            return [];
        }

        ISymbol[] members = [.. TypeMembers.Candidates(type).Where(Stores)];
        int[] places = Places([.. members.Select(TypeAttributes.Order)]);
        Dictionary<SyntaxNode, string> numbers = [];
        for (int i = 0; i < members.Length; i++)
        {
            if (TypeAttributes.Order(members[i]) != places[i])
            {
                if (Target(members[i]) is not { } target || numbers.ContainsKey(target))
                {
                    return [];
                }

                numbers.Add(target, places[i].ToString(CultureInfo.InvariantCulture));
            }
        }

        return [new("Number all members", "number", cancellationToken => Edits.ReplaceAllAsync(place.Solution, numbers.Keys, (before, each) => Number(each, numbers[before]), cancellationToken))];
    }

    /// <summary>The place of each member, given the number that it has.</summary>
    internal static int[] Places(int?[] orders)
    {
        int[] places = new int[orders.Length];
        var free = new SortedSet<int>(Enumerable.Range(0, orders.Length));
        List<int> open = [];
        for (int i = 0; i < orders.Length; i++)
        {
            if (orders[i] is { } order && free.Remove(order))
            {
                places[i] = order;
            }
            else
            {
                open.Add(i);
            }
        }

        foreach (int member in open.OrderBy(i => orders[i] ?? int.MaxValue))
        {
            places[member] = free.Min;
            free.Remove(free.Min);
        }

        return places;
    }

    // As the generator has it: a property that only computes does not travel.
    private static bool Stores(ISymbol member) => member is not IPropertySymbol { SetMethod: null } property || TypeMembers.IsAutoProperty(property);

    // The attribute that has a number already, else what the attribute goes on.
    private static SyntaxNode? Target(ISymbol member) => TypeAttributes.OrderAttribute(member) is { } attribute
        ? attribute.ApplicationSyntaxReference?.GetSyntax()
        : member.DeclaringSyntaxReferences.Select(reference => MemberSyntax.Of(reference.GetSyntax())).FirstOrDefault(each => each is not null);

    private static SyntaxNode Number(SyntaxNode target, string number) => target is AttributeSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } attribute
        ? attribute.ReplaceNode(arguments[0].Expression, SyntaxFactory.ParseExpression(number).WithTriviaFrom(arguments[0].Expression))
        : MemberSyntax.Add(target, $"global::Rpc.MemberOrder({number})");
}
