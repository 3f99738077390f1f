using System.Linq;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Emitting;

/// <summary>The codec of a struct that travels as its memory: field by field at fixed offsets, padding zero; as one block where every byte counts and may be anything.</summary>
internal static class CodecStructEmitter
{
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    public static void Write(CodeWriter code, TypeModel type, TypeStruct definition)
    {
        Head(code, type, definition);
        WriteTo(code, type, definition);
        ReadFrom(code, type, definition);
        code.Line(ContractFile.Inherited);
        code.Line($"{CodecText.WriteHead(type)} => WriteTo(ref writer.Reserve({type.Layout!.Size}), value);");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line($"{CodecText.ReadHead(type)} => ReadFrom(in reader.Take({type.Layout.Size}));");
        code.Line();
        CodecStructJson.Write(code, type, definition);
        CodecStructJson.Read(code, type, definition);
        IsAsBuilt(code, type, definition);
    }

    private static void Head(CodeWriter code, TypeModel type, TypeStruct definition)
    {
        if (!definition.IsTuple)
        {
            string names = string.Join(", ", definition.Fields.Select(f => CodecText.Literal(f.JsonName)));
            code.Line($"private static readonly {CodecText.Space}JsonNames Names = new({names});");
        }

        string blittable = definition.HasPadding || definition.Fields.Count == 0
            ? "false"
            : string.Concat(definition.Fields.Select(f => CodecText.Traits(f.Type)).Distinct().Select(c => $"{c}.IsBlittable && ")) + "!IsMisplaced";
        code.Line("private static readonly bool IsMisplaced = !IsAsBuilt();");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line($"public static int Size => {type.Layout!.Size};");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line($"public static int MinimumSize => {type.Layout.Size};");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line($"public static bool IsBlittable => {blittable};");
        if (definition.IsTuple && definition.Fields.Count > 0 && definition.Fields[0].Name == "Item1")
        {
            CodecTupleEmitter.Keys(code, type, definition.Fields.Select(f => new TypeTupleItem(f.Name, f.Type)).ToList());
        }

        code.Line();
    }

    private static void WriteTo(CodeWriter code, TypeModel type, TypeStruct definition)
    {
        code.Line(ContractFile.Inherited);
        code.Open($"public static void WriteTo(ref byte destination, {type.CodecType} value)");
        Guards(code, type);
        code.Line("if (IsBlittable)");
        code.Open("");
        code.Line($"{Unsafe}.WriteUnaligned(ref destination, value);");
        code.Line("return;");
        code.Close();
        code.Line();
        if (definition.HasPadding || definition.Fields.Count == 0)
        {
            code.Line($"{Unsafe}.InitBlockUnaligned(ref destination, 0, {type.Layout!.Size});");
        }

        code.Line($"ref byte memory = ref {CodecText.Space}Wire.Memory(ref value);");
        foreach (TypeField field in definition.Fields)
        {
            code.Line($"{field.Type.Codec}.WriteTo({CodecText.At("destination", field.Offset)}, {Get(field)});");
        }

        code.Close();
        code.Line();
    }

    private static void ReadFrom(CodeWriter code, TypeModel type, TypeStruct definition)
    {
        code.Line(ContractFile.Inherited);
        code.Open($"public static {type.CodecType} ReadFrom(ref readonly byte source)");
        Guards(code, type);
        code.Line("if (IsBlittable)");
        code.Open("");
        code.Line($"return {Unsafe}.ReadUnaligned<{type.CodecType}>(in source);");
        code.Close();
        code.Line();
        code.Line($"{type.CodecType} value = default;");
        code.Line($"ref byte memory = ref {CodecText.Space}Wire.Memory(ref value);");
        foreach (TypeField field in definition.Fields)
        {
            code.Line(Set(field, $"{field.Type.Codec}.ReadFrom({CodecText.From("source", field.Offset)})"));
        }

        code.Line("return value;");
        code.Close();
        code.Line();
    }

    /// <summary>An expression that takes a field out of the memory of the value, whoever may see it in C#.</summary>
    public static string Get(TypeField field) => $"{Unsafe}.ReadUnaligned<{field.Type.FullName}>({CodecText.At("memory", field.Offset)})";

    /// <summary>A statement that puts a field into the memory of the value.</summary>
    public static string Set(TypeField field, string value) => $"{Unsafe}.WriteUnaligned({CodecText.At("memory", field.Offset)}, {value});";

    private static void Guards(CodeWriter code, TypeModel type)
    {
        code.Line("if (IsMisplaced)");
        code.Open("");
        code.Line($"{CodecText.Space}Wire.ThrowMisplaced<{type.CodecType}>();");
        code.Close();
        code.Line();
    }

    private static void IsAsBuilt(CodeWriter code, TypeModel type, TypeStruct definition)
    {
        code.Line();
        code.Line("// Once, before the first value: the runtime has the fields where the format has them.");
        code.Open("private static bool IsAsBuilt()");
        string checks = string.Concat(definition.Fields.Where(f => f.CanBeReferenced)
            .Select(f => $" && {CodecText.Space}Wire.Offset(in value, in value.{TypeNames.Escape(f.Name)}) == {f.Offset}"));
        if (checks.Length > 0)
        {
            code.Line($"{type.CodecType} value = default;");
        }

        code.Line($"return {Unsafe}.SizeOf<{type.CodecType}>() == {type.Layout!.Size}{checks};");
        code.Close();
    }
}
