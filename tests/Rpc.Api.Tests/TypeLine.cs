using System.Reflection;
using System.Runtime.CompilerServices;

namespace Rpc.Api.Tests;

/// <summary>The line of a type: its name, what it is, and what it is derived from.</summary>
internal static class TypeLine
{
    public static string Of(Type type)
    {
        string name = TypeText.Name(type);
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return $"{name}{MemberLine.Parameters(invoke)} -> {MemberLine.Returned(invoke)} delegate{TypeText.Constraints(TypeText.OwnArguments(type))}";
        }

        string[] above = [.. Above(type)];
        return $"{name} {Kind(type)}{(above.Length == 0 ? string.Empty : " : " + string.Join(", ", above))}{TypeText.Constraints(TypeText.OwnArguments(type))}";
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum)
        {
            return (type.IsDefined(typeof(FlagsAttribute), inherit: false) ? "[Flags] enum " : "enum ") + TypeText.Plain(Enum.GetUnderlyingType(type));
        }

        if (type.IsInterface)
        {
            return "interface";
        }

        bool record = type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Any(method => method.Name is "<Clone>$" or "PrintMembers" && method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false));
        return type.IsValueType
            ? $"{(type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false) ? "readonly " : string.Empty)}{(type.IsByRefLike ? "ref " : string.Empty)}{(record ? "record " : string.Empty)}struct"
            : $"{(type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : string.Empty)}{(record ? "record" : "class")}";
    }

    private static IEnumerable<string> Above(Type type)
    {
        if (type.IsEnum)
        {
            return [];
        }

        Type[] all = type.GetInterfaces();
        IEnumerable<Type> inherited = all.SelectMany(one => one.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        IEnumerable<string> interfaces = all.Except(inherited).Where(one => one.IsVisible).Select(TypeText.Plain).Order(StringComparer.Ordinal);
        return type.BaseType is { } above && above != typeof(object) && above != typeof(ValueType) ? interfaces.Prepend(TypeText.Plain(above)) : interfaces;
    }
}
