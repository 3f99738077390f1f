using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>The JSON half of the codec of a struct that travels as its memory: its fields by name; of a tuple as an array.</summary>
internal static class CodecStructJson
{
    public static void Write(CodeWriter code, TypeModel type, TypeStruct definition)
    {
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.WriteJsonHead(type));
        code.Line($"ref byte memory = ref {CodecText.Space}Wire.Memory(ref value);");
        code.Line(definition.IsTuple ? "writer.BeginArray();" : "writer.BeginObject();");
        foreach (TypeField field in definition.Fields)
        {
            if (!definition.IsTuple)
            {
                code.Line($"writer.Output.WritePropertyName({CodecText.Literal(field.JsonName)}u8);");
            }

            code.Line($"{field.Type.Codec}.WriteJson(ref writer, {CodecStructEmitter.Get(field)});");
        }

        code.Line(definition.IsTuple ? "writer.Output.WriteEndArray();" : "writer.Output.WriteEndObject();");
        code.Close();
        code.Line();
    }

    public static void Read(CodeWriter code, TypeModel type, TypeStruct definition)
    {
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.ReadJsonHead(type));
        code.Line($"{type.CodecType} value = default;");
        code.Line($"ref byte memory = ref {CodecText.Space}Wire.Memory(ref value);");
        if (definition.IsTuple)
        {
            code.Line("reader.BeginArray();");
            foreach (TypeField field in definition.Fields)
            {
                code.Line("reader.Item();");
                code.Line(CodecStructEmitter.Set(field, $"{field.Type.Codec}.ReadJson(ref reader)"));
            }

            code.Line("reader.EndArray();");
        }
        else
        {
            code.Line("reader.BeginObject();");
            code.Line("int member = -1;");
            code.Open("while (reader.NextMember(Names, ref member))");
            code.Open(CodecText.Switch(definition.Fields.Count));
            for (int i = 0; i < definition.Fields.Count; i++)
            {
                TypeField field = definition.Fields[i];
                code.Line($"case {i}: {CodecStructEmitter.Set(field, $"{field.Type.Codec}.ReadJson(ref reader)")} break;");
            }

            code.Close();
            code.Close();
            code.Line();
        }

        code.Line("return value;");
        code.Close();
    }
}
