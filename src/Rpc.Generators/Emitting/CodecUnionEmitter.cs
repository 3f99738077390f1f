using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>The codec of a union: a tag, then the case.</summary>
internal static class CodecUnionEmitter
{
    public static void Write(CodeWriter code, TypeModel type, TypeUnion union)
    {
        code.Line(ContractFile.Inherited);
        code.Line("public static int MinimumSize => 1;");
        code.Line();
        WriteMethod(code, type, union);
        ReadMethod(code, type, union);
        WriteJson(code, type, union);
        ReadJson(code, type, union);
    }

    private static void WriteMethod(CodeWriter code, TypeModel type, TypeUnion union)
    {
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.WriteHead(type));
        code.Open("switch (value)");
        code.Line("case null: writer.WriteNull(); break;");
        foreach (TypeUnionCase unionCase in union.Cases)
        {
            code.Line($"case {Pattern(unionCase)}: writer.WriteTag({unionCase.Tag}); {unionCase.Type.Codec}.Write(ref writer, each); break;");
        }

        Unknown(code, type);
        code.Close();
        code.Close();
        code.Line();
    }

    private static void ReadMethod(CodeWriter code, TypeModel type, TypeUnion union)
    {
        string name = CodecText.Literal(type.DisplayName);
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.ReadHead(type));
        code.Line("int tag = reader.ReadTag();");
        code.Open("return tag switch");
        code.Line("-1 => null,");
        foreach (TypeUnionCase unionCase in union.Cases)
        {
            code.Line($"{unionCase.Tag} => {CodecText.Space}CodecErrors.NotNull({unionCase.Type.Codec}.Read(ref reader), {CodecText.Literal("A case of " + type.DisplayName)}),");
        }

        code.Line($"_ => throw {CodecText.Space}CodecErrors.UnknownTag({name}, tag),");
        code.Close("};");
        code.Close();
        code.Line();
    }

    private static void WriteJson(CodeWriter code, TypeModel type, TypeUnion union)
    {
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.WriteJsonHead(type));
        code.Open("switch (value)");
        code.Line("case null: writer.Output.WriteNullValue(); break;");
        foreach (TypeUnionCase unionCase in union.Cases)
        {
            code.Line($"case {Pattern(unionCase)}: writer.Tag({unionCase.Tag}); {unionCase.Type.Codec}.WriteJson(ref writer, each); break;");
        }

        Unknown(code, type);
        code.Close();
        code.Close();
        code.Line();
    }

    private static void ReadJson(CodeWriter code, TypeModel type, TypeUnion union)
    {
        string name = CodecText.Literal(type.DisplayName);
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.ReadJsonHead(type));
        code.Line("if (reader.ReadNull()) return null;");
        code.Line();
        code.Line($"int tag = reader.ReadTag({name});");
        code.Open("return tag switch");
        foreach (TypeUnionCase unionCase in union.Cases)
        {
            code.Line($"{unionCase.Tag} => {CodecText.Space}CodecErrors.NotNull({unionCase.Type.Codec}.ReadJson(ref reader), {CodecText.Literal("A case of " + type.DisplayName)}),");
        }

        code.Line($"_ => throw {CodecText.Space}CodecErrors.UnknownTag({name}, tag),");
        code.Close("};");
        code.Close();
    }

    // A class that is derived from a listed one and not listed itself must not travel as less than it is.
    private static string Pattern(TypeUnionCase unionCase) => unionCase.IsSealed || unionCase.Type.Category == TypeCategory.Union
        ? $"{unionCase.Type.BareName} each"
        : $"{unionCase.Type.BareName} each when each.GetType() == typeof({unionCase.Type.BareName})";

    private static void Unknown(CodeWriter code, TypeModel type) =>
        code.Line($"default: throw {CodecText.Space}CodecErrors.UnknownCase({CodecText.Literal(type.DisplayName)}, value);");
}
