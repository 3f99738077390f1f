using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Emitting;

/// <summary>What other emitters ask of a type: statements that write it, expressions that read it, its codec's source.</summary>
internal static class CodecEmitter
{
    private const string Elements = "global::Rpc.Codec.Elements";
    private const string Errors = "global::Rpc.Codec.CodecErrors";

    /// <summary>A statement that writes <paramref name="value"/>; null where the declaration has none is an error that names <paramref name="member"/>.</summary>
    public static string Write(TypeModel type, string writer, string value, string member) => type.Category == TypeCategory.Reference
        ? $"{type.Codec}.Write(ref {writer}, {Checked(type, value, member)}, {CodecText.Literal(member)});"
        : HasElements(type)
        ? Around(writer, member, $"{type.Codec}.Write(ref {writer}, {Checked(type, value, member)});")
        : $"{type.Codec}.Write(ref {writer}, {Checked(type, value, member)});";

    /// <summary>An expression that reads a value; null where the declaration has none is an error that names <paramref name="member"/>.</summary>
    public static string Read(TypeModel type, string reader, string member) => type.Category == TypeCategory.Reference
        ? Checked(type, $"{type.Codec}.Read(ref {reader}, {CodecText.Literal(member)})", member)
        : Checked(type, HasElements(type)
            ? $"{Elements}.Close(ref {reader}, {Elements}.Open(ref {reader}, {CodecText.Literal(member)}), {type.Codec}.Read(ref {reader}))"
            : $"{type.Codec}.Read(ref {reader})", member);

    /// <summary>As <see cref="Write"/>, as JSON.</summary>
    public static string WriteJson(TypeModel type, string writer, string value, string member) => NamesMember(type)
        ? $"{type.Codec}.WriteJson(ref {writer}, {Checked(type, value, member)}, {CodecText.Literal(member)});"
        : HasElements(type)
        ? Around(writer, member, $"{type.Codec}.WriteJson(ref {writer}, {Checked(type, value, member)});")
        : $"{type.Codec}.WriteJson(ref {writer}, {Checked(type, value, member)});";

    /// <summary>As <see cref="Read"/>, from JSON; the reader stands before the value's first token and is left behind its last one.</summary>
    public static string ReadJson(TypeModel type, string reader, string member) => NamesMember(type)
        ? Checked(type, $"{type.Codec}.ReadJson(ref {reader}, {CodecText.Literal(member)})", member)
        : Checked(type, HasElements(type)
            ? $"{Elements}.Close(ref {reader}, {Elements}.Open(ref {reader}, {CodecText.Literal(member)}), {type.Codec}.ReadJson(ref {reader}))"
            : $"{type.Codec}.ReadJson(ref {reader})", member);

    /// <summary>An expression that gives the cached <c>ValueCodec</c> of the type, which refuses null where the declaration does.</summary>
    public static string ValueCodec(TypeModel type) => $"global::Rpc.Codec.CodecOf<{type.FullName}, {type.PolicyCodec}>.Value";

    /// <summary>The source of the type's codec; nothing where the runtime has it.</summary>
    public static IEnumerable<(string HintName, string Source)> Emit(TypeModel type, string generatedNamespace)
    {
        if (type.Definition is { } definition)
        {
            yield return (TypeCodecNames.Hint(definition.CodecName), CodecFile.Write(type, definition, generatedNamespace));
        }
    }

    /// <summary>The statement of the module initializer that makes the type known to <c>RpcCodec</c> and to other assemblies.</summary>
    public static string EmitRegistration(TypeModel type, string generatedNamespace) => type is { Category: not TypeCategory.Reference, IsForeign: false }
        ? $"global::Rpc.Codec.CodecRegistry.Register<{type.CodecType}>(static () => global::Rpc.Codec.CodecOf<{type.CodecType}, {type.Codec}>.Value{Nullables(type)});"
        : string.Empty;

    // Annotations inside of the type; its own mark is there in any case.
    private static string Nullables(TypeModel type) => type.CodecType.TrimEnd('?').Count(c => c == '?') is > 0 and var count ? $", {count}" : string.Empty;

    private static string Around(string writer, string member, string statement) =>
        $"{{ string? outer = {Elements}.Open(ref {writer}, {CodecText.Literal(member)}); {statement} {Elements}.Close(ref {writer}, outer); }}";

    // Of these a refusal in JSON depends on where they stand.
    private static bool NamesMember(TypeModel type) => type.Category is TypeCategory.Reference or TypeCategory.MemoryPack;

    // A null among them, or a live object where there is no connection, is told with the member's name, which their codec does not know.
    private static bool HasElements(TypeModel type) =>
        (type.Category != TypeCategory.Flow && type.Codec.Contains("global::Rpc.Codec.NotNull<"))
        || (type.Category == TypeCategory.Collection && type.Codec.Contains("global::Rpc.Codec.ReferenceCodec<"));

    private static string Checked(TypeModel type, string value, string member) =>
        type.IsNonNullableReference ? $"{Errors}.NotNull({value}, {CodecText.Literal(member)})" : value;
}
