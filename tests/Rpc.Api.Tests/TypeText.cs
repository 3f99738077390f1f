using System.Reflection;
using System.Runtime.CompilerServices;

namespace Rpc.Api.Tests;

/// <summary>Types as C# writes them, with what may be null.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char", [typeof(decimal)] = "decimal",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint", [typeof(float)] = "float", [typeof(double)] = "double",
    };

    /// <summary>The type of a member, parameter or return value.</summary>
    public static string Of(Type type, MemberInfo member) => Write(type, new NullableMarks(member.GetCustomAttributesData(), member.DeclaringType));

    /// <inheritdoc cref="Of(Type, MemberInfo)"/>
    public static string Of(Type type, ParameterInfo parameter) => Write(type, new NullableMarks(parameter.GetCustomAttributesData(), parameter.Member));

    /// <summary>A type of which nothing says what may be null.</summary>
    public static string Plain(Type type) => Write(type, NullableMarks.None);

    /// <summary>The full name of a declared type, with its own type parameters.</summary>
    public static string Name(Type type)
    {
        string[] arguments = [.. OwnArguments(type).Select(Parameter)];
        string space = type.DeclaringType is { } outer ? Name(outer) + "." : type.Namespace is { } name ? name + "." : string.Empty;
        return space + BareName(type) + (arguments.Length == 0 ? string.Empty : $"<{string.Join(", ", arguments)}>");
    }

    /// <summary>A type's arguments without those of the types around it.</summary>
    public static IEnumerable<Type> OwnArguments(Type type) => type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0);

    public static string BareName(Type type) => type.Name.Split('`')[0];

    /// <summary>What is demanded of type parameters: <c> where T : class</c>, or nothing.</summary>
    public static string Constraints(IEnumerable<Type> parameters) =>
        string.Concat(parameters.Select(parameter => (parameter.Name, Demands: Demands(parameter).ToArray())).Where(one => one.Demands.Length > 0).Select(one => $" where {one.Name} : {string.Join(", ", one.Demands)}"));

    private static IEnumerable<string> Demands(Type parameter)
    {
        GenericParameterAttributes flags = parameter.GenericParameterAttributes;
        bool unmanaged = parameter.IsDefined(typeof(IsUnmanagedAttribute), inherit: false);
        bool value = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        byte mark = new NullableMarks(parameter.GetCustomAttributesData(), (MemberInfo?)parameter.DeclaringMethod ?? parameter.DeclaringType).Next();
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return mark == 2 ? "class?" : "class";
        }
        else if (unmanaged || value)
        {
            yield return unmanaged ? "unmanaged" : "struct";
        }
        else if (mark == 1 && parameter.GetGenericParameterConstraints().Length == 0)
        {
            yield return "notnull";
        }

        foreach (string constraint in parameter.GetGenericParameterConstraints().Where(one => one != typeof(ValueType)).Select(Plain).Order(StringComparer.Ordinal))
        {
            yield return constraint;
        }

        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !value)
        {
            yield return "new()";
        }

        if (flags.HasFlag(GenericParameterAttributes.AllowByRefLike))
        {
            yield return "allows ref struct";
        }
    }

    private static string Parameter(Type parameter) => (parameter.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
    {
        GenericParameterAttributes.Covariant => "out " + parameter.Name,
        GenericParameterAttributes.Contravariant => "in " + parameter.Name,
        _ => parameter.Name,
    };

    // In the order of the marks: a type before its arguments.
    private static string Write(Type type, NullableMarks marks)
    {
        if (type.IsByRef || type.IsPointer)
        {
            return Write(type.GetElementType()!, marks) + (type.IsPointer ? "*" : string.Empty);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Write(underlying, marks) + "?";
        }

        if (type.IsValueType && !type.IsGenericParameter)
        {
            if (type.IsGenericType)
            {
                marks.Next();
            }

            return Bare(type, marks);
        }

        string unset = marks.Next() == 2 ? "?" : string.Empty;
        return type.IsArray ? $"{Write(type.GetElementType()!, marks)}[{new string(',', type.GetArrayRank() - 1)}]{unset}"
            : type.IsGenericParameter ? type.Name + unset
            : Bare(type, marks) + unset;
    }

    private static string Bare(Type type, NullableMarks marks)
    {
        if (s_keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (type is { IsGenericType: true, Namespace: "System" } && BareName(type) == nameof(ValueTuple))
        {
            Type[] elements = type.GetGenericArguments();
            string?[] names = [.. elements.Select(_ => marks.NextTupleName())];
            return $"({string.Join(", ", elements.Select((element, i) => Write(element, marks) + (names[i] is { } name ? " " + name : string.Empty)))})";
        }

        Type[] all = type.GetGenericArguments();
        return Nested(type, all, marks);
    }

    private static string Nested(Type type, Type[] arguments, NullableMarks marks)
    {
        string outer = type.DeclaringType is { } declaring ? Nested(declaring, arguments, marks) + "." : type.Namespace is { } space ? space + "." : string.Empty;
        int before = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        string[] own = [.. arguments[before..type.GetGenericArguments().Length].Select(argument => Write(argument, marks))];
        return outer + BareName(type) + (own.Length == 0 ? string.Empty : $"<{string.Join(", ", own)}>");
    }
}
