using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>The JSON half of an object's codec: its members by name, unknown ones ignored, absent ones left at their default.</summary>
internal static class CodecObjectJson
{
    public static void Write(CodeWriter code, TypeModel type, TypeObject definition)
    {
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.WriteJsonHead(type));
        if (type.IsReferenceType)
        {
            code.Line("if (value is null)");
            code.Open("");
            code.Line("writer.Output.WriteNullValue();");
            code.Line("return;");
            code.Close();
            code.Line();
        }

        CodecObjectEmitter.RefuseDerived(code, type, definition);
        code.Line("writer.BeginObject();");
        foreach (TypeMember member in definition.Members)
        {
            code.Line($"writer.Output.WritePropertyName({CodecText.Literal(member.JsonName)}u8);");
            code.Line(CodecEmitter.WriteJson(member.Type, "writer", CodecAccessors.Get(type, member, "value"), CodecObjectEmitter.Member(type, member)));
        }

        code.Line("writer.Output.WriteEndObject();");
        code.Close();
        code.Line();
    }

    public static void Read(CodeWriter code, TypeModel type, TypeObject definition, string[] locals)
    {
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.ReadJsonHead(type));
        if (type.IsReferenceType)
        {
            code.Line("if (reader.ReadNull())");
            code.Open("");
            code.Line("return null;");
            code.Close();
            code.Line();
        }

        code.Line("reader.BeginObject();");
        code.Line($"reader.Charge({(type.IsReferenceType ? definition.Cost : 0)});");
        for (int i = 0; i < locals.Length; i++)
        {
            code.Line($"bool has{i} = false;");
            code.Line($"{definition.Members[i].Type.FullName} {locals[i]} = default!;");
        }

        code.Line("int member = -1;");
        code.Open("while (reader.NextMember(Names, ref member))");
        code.Open(CodecText.Switch(locals.Length));
        for (int i = 0; i < locals.Length; i++)
        {
            TypeMember member = definition.Members[i];
            code.Line($"case {i}: {locals[i]} = {CodecEmitter.ReadJson(member.Type, "reader", CodecObjectEmitter.Member(type, member))}; has{i} = true; break;");
        }

        code.Close();
        code.Close();
        code.Line();
        code.Line($"return {CodecObjectMaker.Call(definition, locals, i => $"has{i}")};");
        code.Close();
        code.Line();
    }
}
