using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;

namespace Rpc.Generators.Parsing;

/// <summary>The explicit order of members.</summary>
internal static class TypeOrder
{
    /// <summary>Sorts the members by their order where they have one; false, and reported, where that is incomplete.</summary>
    public static bool Apply(TypeParser parser, INamedTypeSymbol type, List<ISymbol> members, Location? place)
    {
        List<int?> orders = members.Select(TypeAttributes.Order).ToList();
        if (orders.All(o => o is null))
        {
            if (TypeMembers.AreInSeveralFiles(type, members))
            {
                parser.FailType(type, TypeDiagnostics.PartialOrder, place, TypeNames.Display(type));
                return false;
            }

            return true;
        }

        for (int i = 0; i < members.Count; i++)
        {
            if (!orders.Contains(i))
            {
                string reason = orders.IndexOf(null) is >= 0 and var missing
                    ? $"{members[missing].Name} has none, and when one member has an order all need it"
                    : $"nothing has the order {i.ToString(CultureInfo.InvariantCulture)}; the numbers go from 0 without gaps";
                parser.FailType(type, TypeDiagnostics.BadOrder, place, TypeNames.Display(type), reason);
                return false;
            }
        }

        members.Sort((left, right) => TypeAttributes.Order(left)!.Value.CompareTo(TypeAttributes.Order(right)!.Value));
        return true;
    }
}
