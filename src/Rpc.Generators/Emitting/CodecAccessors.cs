using System.Linq;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Emitting;

/// <summary>How emitted code reaches members, also those that C# hides from it.</summary>
internal static class CodecAccessors
{
    private const string Attribute = "[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.";

    /// <summary>An expression that gives the member of <paramref name="value"/>.</summary>
    public static string Get(TypeModel type, TypeMember member, string value)
    {
        if (member.Getter is { } getter)
        {
            return $"{getter}({value})";
        }

        string hidden = $"{Place(member)}{(member.IsField ? "Field" : "Get")}_{member.Name}({Target(type, value)})";
        return !member.IsHidden ? $"{value}.{TypeNames.Escape(member.Name)}" : member.Owner is null ? hidden : $"({member.Type.FullName}){hidden}!";
    }

    /// <summary>A statement that sets the member of <paramref name="value"/> after it was made.</summary>
    public static string Set(TypeModel type, TypeMember member, string value, string local) => member.Binding != TypeMemberBinding.Accessor
        ? $"{value}.{TypeNames.Escape(member.Name)} = {local};"
        : member.IsField
            ? $"{Place(member)}Field_{member.Name}({Target(type, value)}) = {local}{Forgiving(member)};"
            : $"{Place(member)}Set_{member.Name}({Target(type, value)}, {local}{Forgiving(member)});";

    /// <summary>The declarations of the accessors.</summary>
    public static void Write(CodeWriter code, TypeModel type, EquatableArray<TypeMember> members)
    {
        foreach (TypeMember member in members.Where(m => m.IsHidden || m.Binding == TypeMemberBinding.Accessor))
        {
            code.Line();
            if (member.Owner is { } owner)
            {
                code.Open($"private static class Of_{member.Name}<{owner.Parameters}>{owner.Constraints}");
                Declare(code, type, member, "internal", owner.Type, owner.MemberType);
                code.Close();
            }
            else
            {
                Declare(code, type, member, "private", member.DeclaringType, member.Type.FullName);
            }
        }
    }

    private static void Declare(CodeWriter code, TypeModel type, TypeMember member, string access, string declaringType, string memberType)
    {
        string target = (type.IsReferenceType ? "" : "ref ") + declaringType + " target";
        if (member.IsField)
        {
            Declare(code, access, "Field", member.Name, $"ref {memberType} Field_{member.Name}({target})");
            return;
        }

        if (member.IsHidden)
        {
            Declare(code, access, "Method", "get_" + member.Name, $"{memberType} Get_{member.Name}({target})");
        }

        if (member is { IsHidden: true, Binding: TypeMemberBinding.Accessor })
        {
            code.Line();
        }

        if (member.Binding == TypeMemberBinding.Accessor)
        {
            Declare(code, access, "Method", "set_" + member.Name, $"void Set_{member.Name}({target}, {memberType} value)");
        }
    }

    private static void Declare(CodeWriter code, string access, string kind, string name, string signature)
    {
        code.Line($"{Attribute}{kind}, Name = \"{name}\")]");
        code.Line($"{access} static extern {signature};");
    }

    private static string Place(TypeMember member) => member.Owner is { } owner ? $"Of_{member.Name}<{owner.Arguments}>." : "";

    // A type parameter says less about null than the member of the closed type does.
    private static string Forgiving(TypeMember member) => member.Owner is null ? "" : "!";

    private static string Target(TypeModel type, string value) => type.IsReferenceType ? value : "ref " + value;
}
