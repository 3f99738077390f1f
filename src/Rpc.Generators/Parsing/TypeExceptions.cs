using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Exceptions that a contract lists: their message and own members travel as those of an object; what else <see cref="Exception"/> has stays at home.</summary>
internal static class TypeExceptions
{
    private const string Message = "Message";

    private static readonly string[] AtHome = ["Data", "HelpLink", "HResult", "InnerException", "Source", "StackTrace", "TargetSite"];

    /// <summary>The model; null where the exception cannot come back. The reason goes to <paramref name="refuse"/>, unless it lies in a member, which is reported there.</summary>
    public static TypeModel? Parse(TypeParser parser, INamedTypeSymbol type, Location? place, Action<string> refuse)
    {
        type = (INamedTypeSymbol)TypeAnnotations.Normalize(parser.Compilation, type).WithNullableAnnotation(NullableAnnotation.Annotated);
        if (parser.Foreign.Find(parser, type) is { } registered)
        {
            return registered;
        }

        List<ISymbol> members = TypeMembers.Candidates(type);
        members.RemoveAll(member => AtHome.Contains(member.Name));
        IMethodSymbol? constructor = Choose(parser, type, members, out string reason);
        if (constructor is null)
        {
            refuse(reason);
            return null;
        }

        members.RemoveAll(member => IsMade(parser, member) && !constructor.Parameters.Any(parameter => TypeConstructors.MemberOf(parameter, members) == members.IndexOf(member)));
        return TypeObjects.ParseMembers(parser, type, place, members, constructor);
    }

    /// <summary>What a constructor gets for the exception that caused this one, which stays at home; null for every other parameter.</summary>
    public static string? Inner(IParameterSymbol parameter) =>
        ContractSymbols.DerivesFrom(parameter.ContainingType, "System", "Exception") && ContractSymbols.Is(parameter.Type, "System", "Exception")
            ? "default(global::System.Exception)!"
            : null;

    /// <summary>The message of an argument exception has the parameter's name added, which its constructor adds again.</summary>
    public static string? Getter(ISymbol member) => member is IPropertySymbol { Name: Message } && ContractSymbols.DerivesFrom(member.ContainingType, "System", "ArgumentException")
        ? "global::Rpc.Calls.ListedException.MessageOf"
        : null;

    // A message that no constructor takes is made by the exception itself, and so is what it computes. What a type of another assembly only gets cannot be told from that.
    private static bool IsMade(TypeParser parser, ISymbol member) => member is IPropertySymbol { SetMethod: null } property
        && (property.Name == Message || !parser.IsDeclaredHere(property.ContainingType));

    // The constructor that takes most of what travels, and of those the shortest.
    private static IMethodSymbol? Choose(TypeParser parser, INamedTypeSymbol type, List<ISymbol> members, out string reason)
    {
        IMethodSymbol[] all = [.. type.InstanceConstructors.Where(parser.IsAccessible)];
        IMethodSymbol? marked = all.FirstOrDefault(TypeAttributes.IsConstructor);
        IMethodSymbol[] possible = [.. (marked is null ? all : [marked]).Where(constructor => constructor.Parameters.All(parameter => IsGiven(parameter, members)))];
        reason = marked is not null ? "its marked constructor has a parameter that is no member which travels (same name in any case, same type)"
            : all.Length == 0 ? "it has no constructor that generated code can call"
            : "each of its constructors has a parameter that is no member which travels (same name in any case, same type)";
        return possible.OrderByDescending(constructor => constructor.Parameters.Count(parameter => TypeConstructors.MemberOf(parameter, members) >= 0))
            .ThenBy(constructor => constructor.Parameters.Length).FirstOrDefault();
    }

    private static bool IsGiven(IParameterSymbol parameter, List<ISymbol> members) =>
        parameter.RefKind is RefKind.None or RefKind.In && (TypeConstructors.MemberOf(parameter, members) >= 0 || parameter.HasExplicitDefaultValue || Inner(parameter) is not null);
}
