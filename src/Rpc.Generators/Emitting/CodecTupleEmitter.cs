using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>The codec of a tuple with references: its items one after another, behind a count where it is a class. In JSON an array.</summary>
internal static class CodecTupleEmitter
{
    public static void Write(CodeWriter code, TypeModel type, TypeTuple tuple)
    {
        string sizes = string.Join(" + ", tuple.Items.Select(item => item.Type.PolicyCodec + ".MinimumSize"));
        code.Line(ContractFile.Inherited);
        code.Line($"public static int MinimumSize => {(tuple.IsClass ? "1" : sizes)};");
        if (!tuple.IsClass)
        {
            Keys(code, type, tuple.Items);
        }

        code.Line();
        WriteMethod(code, type, tuple);
        ReadMethod(code, type, tuple);
        WriteJson(code, type, tuple);
        ReadJson(code, type, tuple);
    }

    /// <summary>Keyed where every item is: a tuple's own hash lets items collide.</summary>
    public static void Keys(CodeWriter code, TypeModel type, IReadOnlyList<TypeTupleItem> items)
    {
        string all = string.Join(" && ", items.Select(item => $"{CodecText.Traits(item.Type)}.KeyKind != {CodecText.Space}KeyKind.Other"));
        string hashes = string.Join(", ", items.Select(item => $"{CodecText.Traits(item.Type)}.KeyHash(value.{item.Name})"));
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line($"public static {CodecText.Space}KeyKind KeyKind => {all} ? {CodecText.Space}KeyKind.Keyed : {CodecText.Space}KeyKind.Other;");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line($"public static int KeyHash({type.CodecType} value) => {(items.Count == 1 ? hashes : $"global::System.HashCode.Combine({hashes})")};");
    }

    private static void WriteMethod(CodeWriter code, TypeModel type, TypeTuple tuple)
    {
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.WriteHead(type));
        if (tuple.IsClass)
        {
            code.Line("if (value is null) { writer.WriteNull(); return; }");
            code.Line();
            code.Line($"writer.WriteHeader({tuple.Items.Count});");
        }

        foreach (TypeTupleItem item in tuple.Items)
        {
            code.Line(CodecEmitter.Write(item.Type, "writer", "value." + item.Name, Member(type, item)));
        }

        code.Close();
        code.Line();
    }

    private static void ReadMethod(CodeWriter code, TypeModel type, TypeTuple tuple)
    {
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.ReadHead(type));
        if (!tuple.IsClass)
        {
            code.Line($"{type.CodecType} value = default;");
            foreach (TypeTupleItem item in tuple.Items)
            {
                code.Line($"value.{item.Name} = {CodecEmitter.Read(item.Type, "reader", Member(type, item))};");
            }

            code.Line("return value;");
        }
        else
        {
            code.Line("int count = reader.ReadHeader();");
            code.Line("if (count < 0) return null;");
            code.Line();
            code.Line($"if (count != {tuple.Items.Count}) throw {CodecText.Space}CodecErrors.Undecodable($\"A tuple of {tuple.Items.Count} has {{count}} items.\");");
            code.Line();
            code.Line($"reader.Charge({16 + (tuple.Items.Count * 16)});");
            Construct(code, type, tuple, item => CodecEmitter.Read(item.Type, "reader", Member(type, item)));
        }

        code.Close();
        code.Line();
    }

    private static void WriteJson(CodeWriter code, TypeModel type, TypeTuple tuple)
    {
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.WriteJsonHead(type));
        if (tuple.IsClass)
        {
            code.Line("if (value is null) { writer.Output.WriteNullValue(); return; }");
            code.Line();
        }

        code.Line("writer.BeginArray();");
        foreach (TypeTupleItem item in tuple.Items)
        {
            code.Line(CodecEmitter.WriteJson(item.Type, "writer", "value." + item.Name, Member(type, item)));
        }

        code.Line("writer.Output.WriteEndArray();");
        code.Close();
        code.Line();
    }

    private static void ReadJson(CodeWriter code, TypeModel type, TypeTuple tuple)
    {
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.ReadJsonHead(type));
        if (tuple.IsClass)
        {
            code.Line("if (reader.ReadNull()) return null;");
            code.Line();
        }

        code.Line("reader.BeginArray();");
        if (tuple.IsClass)
        {
            code.Line($"reader.Charge({16 + (tuple.Items.Count * 16)});");
        }

        string[] locals = CodecText.Locals(tuple.Items.Select(item => item.Name).ToList());
        for (int i = 0; i < locals.Length; i++)
        {
            code.Line($"reader.Item();");
            code.Line($"{tuple.Items[i].Type.FullName} {locals[i]} = {CodecEmitter.ReadJson(tuple.Items[i].Type, "reader", Member(type, tuple.Items[i]))};");
        }

        code.Line("reader.EndArray();");
        if (tuple.IsClass)
        {
            code.Line($"return new {type.BareName}({string.Join(", ", locals)});");
        }
        else
        {
            code.Line($"{type.CodecType} value = default;");
            for (int i = 0; i < locals.Length; i++)
            {
                code.Line($"value.{tuple.Items[i].Name} = {locals[i]};");
            }

            code.Line("return value;");
        }

        code.Close();
    }

    private static void Construct(CodeWriter code, TypeModel type, TypeTuple tuple, System.Func<TypeTupleItem, string> read)
    {
        string[] locals = CodecText.Locals(tuple.Items.Select(item => item.Name).ToList());
        for (int i = 0; i < locals.Length; i++)
        {
            code.Line($"{tuple.Items[i].Type.FullName} {locals[i]} = {read(tuple.Items[i])};");
        }

        code.Line($"return new {type.BareName}({string.Join(", ", locals)});");
    }

    private static string Member(TypeModel type, TypeTupleItem item) => $"{item.Name} of {type.DisplayName}";
}
