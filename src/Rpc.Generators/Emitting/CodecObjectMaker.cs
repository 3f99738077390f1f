using System;
using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Emitting;

/// <summary>Makes an object from members that were read: all of them, or those that the peer had.</summary>
internal static class CodecObjectMaker
{
    /// <summary>The end of a method that has all members in its locals: makes the object and returns it.</summary>
    public static void Complete(CodeWriter code, TypeModel type, TypeObject definition, string[] locals)
    {
        IEnumerable<string> arguments = definition.Parameters.Select(p => p.Member < 0 ? p.Default! : Local(p, locals));
        var initializers = new List<string>();
        var later = new List<string>();
        for (int i = 0; i < locals.Length; i++)
        {
            TypeMember member = definition.Members[i];
            if (member.Binding is TypeMemberBinding.Setter or TypeMemberBinding.Initializer)
            {
                initializers.Add($"{TypeNames.Escape(member.Name)} = {locals[i]}");
            }
            else if (member.Binding == TypeMemberBinding.Accessor)
            {
                later.Add(CodecAccessors.Set(type, member, "made", locals[i]));
            }
        }

        string made = New(type, arguments, initializers);
        if (later.Count == 0)
        {
            code.Line($"return {made};");
            return;
        }

        code.Line($"{type.BareName} made = {made};");
        later.ForEach(line => code.Line(line));
        code.Line("return made;");
    }

    /// <summary>A call of the method that <see cref="Write"/> writes.</summary>
    public static string Call(TypeObject definition, string[] locals, Func<int, string> isPresent) =>
        $"Make({string.Join(", ", Enumerable.Range(0, locals.Length).Where(i => IsUsed(definition, i)).Select(i => $"{isPresent(i)}, {locals[i]}"))})";

    /// <summary>The method that makes the object from members of which some may be absent: those keep their default.</summary>
    public static void Write(CodeWriter code, TypeModel type, TypeObject definition, string[] locals)
    {
        int[] used = Enumerable.Range(0, locals.Length).Where(i => IsUsed(definition, i)).ToArray();
        string parameters = string.Join(", ", used.Select(i => $"bool {Has(locals[i])}, {definition.Members[i].Type.FullName} {locals[i]}"));
        code.Line();
        code.Open($"private static {type.BareName} Make({parameters})");
        List<string> arguments = definition.Parameters.Select(p => Argument(type, definition, p, locals)).ToList();
        List<string> required = Initializers(type, definition, locals, isRequired: true);
        List<string> optional = Initializers(type, definition, locals, isRequired: false);
        if (optional.Count > 0)
        {
            code.Line($"{type.BareName} defaults = {New(type, arguments, required)};");
        }

        code.Line($"{type.BareName} made = {New(type, arguments, required.Concat(optional).ToList())};");
        foreach (int i in used.Where(i => definition.Members[i].Binding is TypeMemberBinding.Setter or TypeMemberBinding.Accessor))
        {
            code.Line($"if ({Has(locals[i])}) {CodecAccessors.Set(type, definition.Members[i], "made", locals[i])}");
        }

        code.Line("return made;");
        code.Close();
    }

    private static List<string> Initializers(TypeModel type, TypeObject definition, string[] locals, bool isRequired)
    {
        var initializers = new List<string>();
        for (int i = 0; i < locals.Length; i++)
        {
            TypeMember member = definition.Members[i];
            if (member.Binding == TypeMemberBinding.Initializer && member.IsRequired == isRequired)
            {
                string absent = isRequired ? Absent(type, member, null) : CodecAccessors.Get(type, member, "defaults");
                initializers.Add($"{TypeNames.Escape(member.Name)} = {Has(locals[i])} ? {locals[i]} : {absent}");
            }
        }

        return initializers;
    }

    private static string Argument(TypeModel type, TypeObject definition, TypeParameter parameter, string[] locals) => parameter.Member < 0
        ? parameter.Default!
        : $"{Has(locals[parameter.Member])} ? {Local(parameter, locals)} : {Absent(type, definition.Members[parameter.Member], parameter.Default)}";

    private static string Local(TypeParameter parameter, string[] locals) => locals[parameter.Member] + (parameter.IsStricter ? "!" : string.Empty);

    private static string Absent(TypeModel type, TypeMember member, string? defaultValue) => defaultValue switch
    {
        "default" => "default!",
        not null => defaultValue,
        null when member.Type.IsNonNullableReference => $"throw {CodecText.Space}CodecErrors.MissingMember({CodecText.Literal(CodecObjectEmitter.Member(type, member))})",
        null => "default!",
    };

    private static string New(TypeModel type, IEnumerable<string> arguments, List<string> initializers) =>
        $"new {type.BareName}({string.Join(", ", arguments)})" + (initializers.Count == 0 ? "" : $" {{ {string.Join(", ", initializers)} }}");

    private static bool IsUsed(TypeObject definition, int member) => definition.Members[member].Binding != TypeMemberBinding.None;

    private static string Has(string local) => "has" + char.ToUpperInvariant(local[0]) + local.Substring(1);
}
