using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Classes and structs with a member list.</summary>
internal static class TypeObjects
{
    private const int ObjectHeader = 16;
    private const int MaxMembers = 249;

    public static TypeModel? Parse(TypeParser parser, INamedTypeSymbol type, Location? place)
    {
        string name = TypeNames.Display(type);
        string codec = TypeCodecNames.Codec(TypeNames.Key(type));
        TypeModel model = TypeChooser.Model(type, TypeCategory.Object, parser.CodecName(codec), $"@{name};");
        if (!parser.TryBegin(codec))
        {
            return model;
        }

        parser.Remember(type, model);
        Location? here = parser.PlaceOf(type, place);
        List<ISymbol> members = TypeMembers.Candidates(type);
        IMethodSymbol? constructor = TypeConstructors.Choose(parser, type, members, out string reason);
        if (constructor is null)
        {
            return parser.FailType(type, TypeDiagnostics.NoConstructor, here, name, reason);
        }

        return Parse(parser, type, model, codec, members, constructor, here);
    }

    /// <summary>As <see cref="Parse(TypeParser, INamedTypeSymbol, Location?)"/>, where members and constructor were chosen otherwise.</summary>
    public static TypeModel? ParseMembers(TypeParser parser, INamedTypeSymbol type, Location? place, List<ISymbol> members, IMethodSymbol constructor)
    {
        string codec = TypeCodecNames.Codec(TypeNames.Key(type));
        TypeModel model = TypeChooser.Model(type, TypeCategory.Object, parser.CodecName(codec), $"@{TypeNames.Display(type)};");
        if (!parser.TryBegin(codec))
        {
            return parser.HasFailed(type) ? null : model;
        }

        parser.Remember(type, model);
        return Parse(parser, type, model, codec, members, constructor, parser.PlaceOf(type, place));
    }

    private static TypeModel? Parse(TypeParser parser, INamedTypeSymbol type, TypeModel model, string codec, List<ISymbol> members, IMethodSymbol constructor, Location? here)
    {
        string name = model.DisplayName;
        bool[] bound = Bound(constructor, members);
        bool keepsComputed = TypeAttributes.IsMemoryPackable(type);
        if (!DropComputed(parser, type, members, bound, keepsComputed, here) || !TypeOrder.Apply(parser, type, members, here))
        {
            return null;
        }

        bound = Bound(constructor, members);
        if (members.Count > MaxMembers)
        {
            return parser.FailType(type, TypeDiagnostics.TooManyMembers, here, name, members.Count.ToString(CultureInfo.InvariantCulture));
        }

        if (!parser.IsDeclaredHere(type) && TypeForeign.MemberRefusal(parser, type, members, bound) is { } refusal)
        {
            return parser.FailType(type, TypeDiagnostics.ForeignType, here, name, type.ContainingAssembly.Name, refusal);
        }

        return Define(parser, type, model, codec, members, constructor, bound, here);
    }

    private static TypeModel? Define(TypeParser parser, INamedTypeSymbol type, TypeModel model, string codec, List<ISymbol> symbols, IMethodSymbol constructor, bool[] bound, Location? place)
    {
        bool setsRequired = constructor.GetAttributes().Any(a => a.AttributeClass is { Name: "SetsRequiredMembersAttribute" });
        var members = new List<TypeMember>();
        for (int i = 0; i < symbols.Count; i++)
        {
            if (parser.Parse(TypeMembers.TypeOf(symbols[i]), parser.PlaceOf(symbols[i], place)) is { } member)
            {
                members.Add(TypeBindings.Member(parser, symbols[i], member, bound[i], setsRequired));
            }
        }

        if (members.Count != symbols.Count)
        {
            return parser.Refuse(type);
        }

        string name = model.DisplayName;
        if (members.GroupBy(m => m.JsonName, System.StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1)?.ToArray() is { } clash)
        {
            return parser.FailType(type, TypeDiagnostics.NameClash, parser.PlaceOf(symbols[members.IndexOf(clash[1])], place), clash[0].Name, clash[1].Name, name, clash[0].JsonName);
        }

        parser.AddShape(name, "{" + string.Join(",", members.Select(m => m.Name + ":" + m.Type.Shape)) + "}");
        var parameters = constructor.Parameters.Select(p => Parameter(p, TypeConstructors.MemberOf(p, symbols), members));
        parser.Define(type, model, new TypeObject(codec, new(members), new(parameters), ObjectHeader + members.Sum(m => m.Type.Layout?.Size ?? 8), IsOpen(type)));
        return model;
    }

    private static TypeParameter Parameter(IParameterSymbol parameter, int member, List<TypeMember> members) => new(
        member,
        TypeLiterals.Default(parameter) ?? TypeExceptions.Inner(parameter),
        member >= 0 && members[member].Type is { IsReferenceType: true, IsNonNullableReference: false } && parameter.Type.NullableAnnotation == NullableAnnotation.NotAnnotated);

    // Which exception may come back as which the contract says itself.
    private static bool IsOpen(INamedTypeSymbol type) => type is { IsReferenceType: true, IsSealed: false } && !ContractSymbols.DerivesFrom(type, "System", "Exception");

    private static bool[] Bound(IMethodSymbol constructor, List<ISymbol> members)
    {
        bool[] bound = new bool[members.Count];
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            int member = TypeConstructors.MemberOf(parameter, members);
            if (member >= 0)
            {
                bound[member] = true;
            }
        }

        return bound;
    }

    // Properties that only compute do not travel; those that store a value that cannot be set again are an error.
    private static bool DropComputed(TypeParser parser, INamedTypeSymbol type, List<ISymbol> members, bool[] bound, bool keepsComputed, Location? place)
    {
        for (int i = members.Count - 1; i >= 0; i--)
        {
            if (bound[i] || keepsComputed || members[i] is not IPropertySymbol { SetMethod: null } property || !parser.IsDeclaredHere(property.ContainingType))
            {
                continue;
            }

            if (TypeMembers.IsAutoProperty(property))
            {
                parser.FailType(type, TypeDiagnostics.CannotSet, parser.PlaceOf(property, place), TypeNames.Display(type), property.Name);
                return false;
            }

            members.RemoveAt(i);
        }

        return true;
    }
}
