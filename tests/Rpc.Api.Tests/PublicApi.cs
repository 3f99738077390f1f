using System.Reflection;
using System.Runtime.CompilerServices;

namespace Rpc.Api.Tests;

/// <summary>What others can see of an assembly, one line for each type and member.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static IReadOnlyList<string> Of(Assembly assembly) => [.. assembly.GetTypes().Where(IsVisible).SelectMany(Of).Order(StringComparer.Ordinal)];

    /// <summary>The lines of one type.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        yield return TypeLine.Of(type);
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            yield break;
        }

        foreach (MemberInfo member in type.GetMembers(Declared).Where(member => !IsWrittenByTheCompiler(member)))
        {
            string? line = member switch
            {
                ConstructorInfo constructor when IsVisible(constructor) => MemberLine.Of(constructor),
                MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) => MemberLine.Of(method),
                PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsVisible) => MemberLine.Of(property),
                EventInfo happening when IsVisible(happening.AddMethod!) => MemberLine.Of(happening),
                FieldInfo { IsSpecialName: false } field when field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !type.IsSealed) => MemberLine.Of(field),
                _ => null,
            };
            if (line is not null)
            {
                yield return line;
            }
        }
    }

    /// <summary>Whether another assembly may call it, or override it.</summary>
    public static bool IsVisible(MethodBase method) => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    public static bool IsVisible(Type type) => !type.Name.Contains('<', StringComparison.Ordinal)
        && (type.DeclaringType is { } outer ? IsVisible(outer) && (type.IsNestedPublic || ((type.IsNestedFamily || type.IsNestedFamORAssem) && !outer.IsSealed)) : type.IsPublic);

    // What a record has of itself follows from its being one; how it is taken apart does not follow from its properties.
    private static bool IsWrittenByTheCompiler(MemberInfo member) => member.Name.Contains('<', StringComparison.Ordinal)
        || (member is MethodBase or PropertyInfo && member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && member.Name != "Deconstruct");
}
