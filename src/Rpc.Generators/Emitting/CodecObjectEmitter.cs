using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>The codec of a class or struct with a member list: a count, then its members.</summary>
internal static class CodecObjectEmitter
{
    public static void Write(CodeWriter code, TypeModel type, TypeObject definition)
    {
        string[] locals = CodecText.Locals(definition.Members.Select(m => m.Name).ToList());
        string names = string.Join(", ", definition.Members.Select(m => CodecText.Literal(m.JsonName)));
        code.Line($"private static readonly {CodecText.Space}JsonNames Names = new({names});");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line("public static int MinimumSize => 1;");
        code.Line();
        WriteMethod(code, type, definition);
        ReadMethod(code, type, definition, locals);
        CodecObjectJson.Write(code, type, definition);
        CodecObjectJson.Read(code, type, definition, locals);
        ReadOther(code, type, definition, locals);
        CodecObjectMaker.Write(code, type, definition, locals);
        CodecAccessors.Write(code, type, definition.Members);
    }

    public static string Member(TypeModel type, TypeMember member) => $"{type.DisplayName}.{member.Name}";

    /// <summary>A value of a class that derives from the declared one must not travel as less than it is.</summary>
    public static void RefuseDerived(CodeWriter code, TypeModel type, TypeObject definition)
    {
        if (!definition.IsOpen)
        {
            return;
        }

        code.Line($"if (value.GetType() != typeof({type.BareName}))");
        code.Open("");
        code.Line($"throw {CodecText.Space}CodecErrors.Derived({CodecText.Literal(type.DisplayName)}, value);");
        code.Close();
        code.Line();
    }

    private static void WriteMethod(CodeWriter code, TypeModel type, TypeObject definition)
    {
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.WriteHead(type));
        if (type.IsReferenceType)
        {
            code.Line("if (value is null)");
            code.Open("");
            code.Line("writer.WriteNull();");
            code.Line("return;");
            code.Close();
            code.Line();
        }

        RefuseDerived(code, type, definition);
        code.Line("writer.Enter();");
        bool declared = false;
        bool startsFixed = definition.Members.Count > 0 && definition.Members[0].Type.Layout is not null;
        if (!startsFixed)
        {
            code.Line($"writer.WriteHeader({definition.Members.Count});");
        }

        foreach (CodecRuns.Run run in CodecRuns.Of(definition.Members))
        {
            TypeMember first = definition.Members[run.First];
            bool withHeader = startsFixed && run.First == 0;
            if (run.Count == 1 && !withHeader)
            {
                code.Line(CodecEmitter.Write(first.Type, "writer", CodecAccessors.Get(type, first, "value"), Member(type, first)));
                continue;
            }

            int offset = withHeader ? 1 : 0;
            code.Line($"{(declared ? "" : "ref byte ")}run = ref writer.Reserve({run.Size + offset});");
            declared = true;
            if (withHeader)
            {
                code.Line($"run = {definition.Members.Count};");
            }

            for (int i = run.First; i < run.First + run.Count; i++)
            {
                TypeMember member = definition.Members[i];
                code.Line($"{member.Type.Codec}.WriteTo({CodecText.At("run", offset)}, {CodecAccessors.Get(type, member, "value")});");
                offset += member.Type.Layout!.Size;
            }
        }

        code.Line("writer.Leave();");
        code.Close();
        code.Line();
    }

    private static void ReadMethod(CodeWriter code, TypeModel type, TypeObject definition, string[] locals)
    {
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.ReadHead(type));
        code.Line("int count = reader.ReadHeader();");
        code.Line($"if (count != {definition.Members.Count})");
        code.Open("");
        code.Line("return ReadOther(ref reader, count);");
        code.Close();
        code.Line();
        code.Line($"reader.Enter({Cost(type, definition)});");
        bool declared = false;
        foreach (CodecRuns.Run run in CodecRuns.Of(definition.Members))
        {
            if (run.Count == 1)
            {
                TypeMember single = definition.Members[run.First];
                code.Line($"{single.Type.FullName} {locals[run.First]} = {CodecEmitter.Read(single.Type, "reader", Member(type, single))};");
                continue;
            }

            code.Line($"{(declared ? "" : "ref readonly byte ")}run = ref reader.Take({run.Size});");
            declared = true;
            int offset = 0;
            for (int i = run.First; i < run.First + run.Count; i++)
            {
                TypeMember member = definition.Members[i];
                code.Line($"{member.Type.FullName} {locals[i]} = {member.Type.Codec}.ReadFrom({CodecText.From("run", offset)});");
                offset += member.Type.Layout!.Size;
            }
        }

        code.Line("reader.Leave();");
        CodecObjectMaker.Complete(code, type, definition, locals);
        code.Close();
        code.Line();
    }

    private static void ReadOther(CodeWriter code, TypeModel type, TypeObject definition, string[] locals)
    {
        code.Line("// From an older peer, which has fewer members, or a newer one, which has more; or null.");
        code.Open($"private static {type.CodecType} ReadOther(ref {CodecText.Space}RpcReader reader, int count)");
        code.Line("if (count < 0)");
        code.Open("");
        code.Line(type.IsReferenceType ? "return null;" : $"throw {CodecText.Space}CodecErrors.NullMember({CodecText.Literal("A value of type " + type.DisplayName)});");
        code.Close();
        code.Line();
        code.Line($"reader.Enter({Cost(type, definition)});");
        for (int i = 0; i < locals.Length; i++)
        {
            TypeMember member = definition.Members[i];
            code.Line($"{member.Type.FullName} {locals[i]} = count > {i} ? {CodecEmitter.Read(member.Type, "reader", Member(type, member))} : default!;");
        }

        code.Line($"if (count > {locals.Length})");
        code.Open("");
        code.Line($"reader.SkipSurplus({CodecText.Literal(type.DisplayName)}, {locals.Length}, count);");
        code.Close();
        code.Line();
        code.Line("reader.Leave();");
        code.Line($"return {CodecObjectMaker.Call(definition, locals, i => $"count > {i}")};");
        code.Close();
    }

    private static int Cost(TypeModel type, TypeObject definition) => type.IsReferenceType ? definition.Cost : 0;
}
