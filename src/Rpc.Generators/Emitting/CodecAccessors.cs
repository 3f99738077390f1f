using System.Linq;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Emitting;

/// <summary>How emitted code reaches members, also those that C# hides from it.</summary>
internal static class CodecAccessors
{
    private const string Attribute = "[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.";

    /// <summary>An expression that gives the member of <paramref name="value"/>.</summary>
    public static string Get(TypeModel type, TypeMember member, string value) => member.Getter is { } getter
        ? $"{getter}({value})"
        : !member.IsHidden
        ? $"{value}.{TypeNames.Escape(member.Name)}"
        : $"{(member.IsField ? "Field" : "Get")}_{member.Name}({Target(type, value)})";

    /// <summary>A statement that sets the member of <paramref name="value"/> after it was made.</summary>
    public static string Set(TypeModel type, TypeMember member, string value, string local) => member.Binding != TypeMemberBinding.Accessor
        ? $"{value}.{TypeNames.Escape(member.Name)} = {local};"
        : member.IsField ? $"Field_{member.Name}({Target(type, value)}) = {local};" : $"Set_{member.Name}({Target(type, value)}, {local});";

    /// <summary>The declarations of the accessors.</summary>
    public static void Write(CodeWriter code, TypeModel type, EquatableArray<TypeMember> members)
    {
        string by = type.IsReferenceType ? "" : "ref ";
        foreach (TypeMember member in members.Where(m => m.IsHidden || m.Binding == TypeMemberBinding.Accessor))
        {
            if (member.IsField)
            {
                Declare(code, "Field", member.Name, $"ref {member.Type.FullName} Field_{member.Name}({by}{member.DeclaringType} target)");
                continue;
            }

            if (member.IsHidden)
            {
                Declare(code, "Method", "get_" + member.Name, $"{member.Type.FullName} Get_{member.Name}({by}{member.DeclaringType} target)");
            }

            if (member.Binding == TypeMemberBinding.Accessor)
            {
                Declare(code, "Method", "set_" + member.Name, $"void Set_{member.Name}({by}{member.DeclaringType} target, {member.Type.FullName} value)");
            }
        }
    }

    private static void Declare(CodeWriter code, string kind, string name, string signature)
    {
        code.Line();
        code.Line($"{Attribute}{kind}, Name = \"{name}\")]");
        code.Line($"private static extern {signature};");
    }

    private static string Target(TypeModel type, string value) => type.IsReferenceType ? value : "ref " + value;
}
