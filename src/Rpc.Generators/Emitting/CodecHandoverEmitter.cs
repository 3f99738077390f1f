using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>The codec of a type that MemoryPack itself writes and reads: its bytes stand among ours as they are.</summary>
internal static class CodecHandoverEmitter
{
    private const string Serializer = "global::MemoryPack.MemoryPackSerializer";

    public static void Write(CodeWriter code, TypeModel type)
    {
        string name = CodecText.Literal(type.DisplayName);
        string member = CodecText.Literal("A value of type " + type.DisplayName);
        code.Line(ContractFile.Inherited);
        code.Line("public static int MinimumSize => 1;");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.WriteHead(type));
        code.Line("try");
        code.Open("");
        code.Line($"{Serializer}.Serialize<{type.BareName}, global::System.Buffers.IBufferWriter<byte>>(writer.Handover(), value);");
        Catch(code, $"Unwritable({name}, error)");
        code.Close();
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.ReadHead(type));
        code.Line($"{type.CodecType} value = default;");
        code.Line("int taken;");
        code.Line("try");
        code.Open("");
        code.Line($"taken = {Serializer}.Deserialize<{type.BareName}>(reader.Unread, ref value);");
        Catch(code, $"Unmakeable({name}, error)");
        code.Line();
        code.Line("reader.Take(taken);");
        code.Line("return value;");
        code.Close();
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line($"{CodecText.WriteJsonHead(type)} => WriteJson(ref writer, value, {member});");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line($"{CodecText.ReadJsonHead(type)} => ReadJson(ref reader, {member});");
        code.Line();
        code.Line("/// <summary>Refuses JSON, naming the member.</summary>");
        code.Line($"public static void WriteJson(ref {CodecText.Space}RpcJsonWriter writer, {type.CodecType} value, string member) => throw {CodecText.Space}CodecErrors.NoJson(member, {name});");
        code.Line();
        code.Line("/// <summary>Refuses JSON, naming the member.</summary>");
        code.Line($"public static {type.CodecType} ReadJson(ref {CodecText.Space}RpcJsonReader reader, string member) => throw {CodecText.Space}CodecErrors.NoJson(member, {name});");
    }

    private static void Catch(CodeWriter code, string error)
    {
        code.Close();
        code.Line("catch (global::System.Exception error) when (error is not global::Rpc.RpcException)");
        code.Open("");
        code.Line($"throw {CodecText.Space}CodecErrors.{error};");
        code.Close();
    }
}
