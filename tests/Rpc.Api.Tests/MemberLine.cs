using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Rpc.Api.Tests;

/// <summary>The line of a member: whose it is, its name, what it takes and gives, and in brackets how it is called or overridden.</summary>
internal static class MemberLine
{
    public static string Of(ConstructorInfo constructor) =>
        $"{TypeText.Name(constructor.DeclaringType!)}.{TypeText.BareName(constructor.DeclaringType!)}{Parameters(constructor)}{Brackets(Access(constructor))}";

    public static string Of(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : string.Empty;
        return $"{Owner(method)}{generic}{Parameters(method)} -> {Returned(method)}{TypeText.Constraints(method.GetGenericArguments())}{Brackets(Access(method), Manner(method))}";
    }

    public static string Of(PropertyInfo property)
    {
        MethodInfo any = property.GetAccessors(nonPublic: true).OrderByDescending(PublicApi.IsVisible).First();
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? Owner(property) : $"{TypeText.Name(property.DeclaringType!)}.this[{string.Join(", ", index.Select(Parameter))}]";
        string required = property.IsDefined(typeof(RequiredMemberAttribute), inherit: false) ? "required" : string.Empty;
        return $"{name} {{ {Accessor(property.GetMethod, "get")}{Accessor(property.SetMethod, IsInit(property.SetMethod) ? "init" : "set")}}} -> {TypeText.Of(property.PropertyType, property)}{Brackets(required, Manner(any))}";
    }

    public static string Of(EventInfo happening) =>
        $"{Owner(happening)} event -> {TypeText.Of(happening.EventHandlerType!, happening)}{Brackets(Access(happening.AddMethod!), Manner(happening.AddMethod!))}";

    public static string Of(FieldInfo field)
    {
        if (field.DeclaringType!.IsEnum)
        {
            return $"{Owner(field)} = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}";
        }

        string value = field.IsLiteral ? $" = {Constant(field.GetRawConstantValue())}" : string.Empty;
        string manner = field.IsLiteral ? "const" : (field.IsStatic ? "static " : string.Empty) + (field.IsInitOnly ? "readonly" : "field");
        return $"{Owner(field)} -> {TypeText.Of(field.FieldType, field)}{value}{Brackets(field.IsPublic ? string.Empty : "protected", manner)}";
    }

    public static string Parameters(MethodBase method)
    {
        string extension = method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : string.Empty;
        return $"({extension}{string.Join(", ", method.GetParameters().Select(Parameter))})";
    }

    public static string Returned(MethodInfo method)
    {
        string by = !method.ReturnType.IsByRef ? string.Empty : method.ReturnParameter.IsDefined(typeof(IsReadOnlyAttribute), inherit: false) ? "ref readonly " : "ref ";
        return by + TypeText.Of(method.ReturnType, method.ReturnParameter);
    }

    private static string Parameter(ParameterInfo parameter)
    {
        string by = !parameter.ParameterType.IsByRef ? string.Empty
            : parameter.IsOut ? "out " : parameter.IsDefined(typeof(RequiresLocationAttribute), inherit: false) ? "ref readonly " : parameter.IsIn ? "in " : "ref ";
        string many = parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) || parameter.IsDefined(typeof(ParamCollectionAttribute), inherit: false) ? "params " : string.Empty;
        string unset = parameter.HasDefaultValue ? $" = {Constant(parameter.RawDefaultValue, parameter.ParameterType)}" : string.Empty;
        return $"{many}{by}{TypeText.Of(parameter.ParameterType, parameter)} {parameter.Name}{unset}";
    }

    private static string Constant(object? value, Type? type = null) => value switch
    {
        null => type is { IsValueType: true } && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)}\"",
        char letter => $"'{letter}'",
        bool truth => truth ? "true" : "false",
        _ when type is { IsEnum: true } => Enum.ToObject(type, value).ToString()!,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Owner(MemberInfo member) => $"{TypeText.Name(member.DeclaringType!)}.{member.Name}";

    private static bool IsInit(MethodInfo? setter) => setter?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

    private static string Accessor(MethodInfo? accessor, string name) => accessor is null || !PublicApi.IsVisible(accessor) ? string.Empty
        : (accessor.IsPublic ? string.Empty : "protected ") + name + "; ";

    private static string Access(MethodBase method) => method.IsPublic ? string.Empty : "protected";

    private static string Manner(MethodInfo method)
    {
        string fixedTo = method.IsStatic ? "static " : string.Empty;
        bool ofInterface = method.DeclaringType!.IsInterface;
        string manner = method.IsAbstract ? (ofInterface && !method.IsStatic ? string.Empty : "abstract")
            : !method.IsVirtual ? string.Empty
            : ofInterface ? "has a body"
            : method.GetBaseDefinition() != method ? (method.IsFinal ? "sealed override" : "override")
            : method.IsFinal || method.DeclaringType.IsSealed ? string.Empty : "virtual";
        return (fixedTo + manner).Trim();
    }

    private static string Brackets(params string[] words)
    {
        string text = string.Join(' ', words.Where(word => word.Length > 0));
        return text.Length == 0 ? string.Empty : $" [{text}]";
    }
}
