using System.Collections.Generic;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

internal static class CodecEmitter
{
    public static string Write(TypeModel type, string writer, string value, string member) => $"{ValueCodec(type)}.Write(ref {writer}, {value});";

    public static string Read(TypeModel type, string reader, string member) => $"{ValueCodec(type)}.Read(ref {reader})";

    public static string WriteJson(TypeModel type, string writer, string value, string member) => $"{ValueCodec(type)}.WriteJson(ref {writer}, {value});";

    public static string ReadJson(TypeModel type, string reader, string member) => $"{ValueCodec(type)}.ReadJson(ref {reader})";

    public static string ValueCodec(TypeModel type) => $"global::Rpc.Codec.CodecRegistry.Find<{type.FullName}>()!";

    public static IEnumerable<(string HintName, string Source)> Emit(TypeModel type, string generatedNamespace) => [];

    public static string EmitRegistration(TypeModel type, string generatedNamespace) => string.Empty;
}
