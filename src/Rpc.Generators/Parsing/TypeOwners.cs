using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>What accessors of members of generic types are made of: the runtime finds such a member only by its open type.</summary>
internal static class TypeOwners
{
    /// <summary>The generic type that declares the member, or null where it is not generic.</summary>
    public static TypeOwner? Of(TypeParser parser, ISymbol member)
    {
        var type = (INamedTypeSymbol)TypeAnnotations.Normalize(parser.Compilation, member.ContainingType);
        if (!type.IsGenericType)
        {
            return null;
        }

        INamedTypeSymbol open = type.OriginalDefinition;
        List<ITypeParameterSymbol> parameters = Levels(open).SelectMany(level => level.TypeParameters).ToList();
        return new TypeOwner(
            string.Join(", ", parameters.Select(p => TypeNames.Escape(p.Name))),
            string.Concat(parameters.Select(Constraints)),
            TypeNames.Full(open.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
            TypeNames.Full(TypeMembers.TypeOf(member.OriginalDefinition)),
            string.Join(", ", Levels(type).SelectMany(level => level.TypeArguments).Select(TypeNames.Full)));
    }

    private static IEnumerable<INamedTypeSymbol> Levels(INamedTypeSymbol type) => type.ContainingType is { } outer ? Levels(outer).Append(type) : [type];

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        var all = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            all.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            all.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            all.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.NotAnnotated ? "class" : "class?");
        }
        else if (parameter.HasNotNullConstraint)
        {
            all.Add("notnull");
        }

        all.AddRange(parameter.ConstraintTypes.Select(TypeNames.Full));
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint)
        {
            all.Add("new()");
        }

        return all.Count == 0 ? "" : $" where {TypeNames.Escape(parameter.Name)} : {string.Join(", ", all)}";
    }
}
