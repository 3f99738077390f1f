using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>The codec of a type that travels as another one, by a struct of the user's that turns one into the other.</summary>
internal static class CodecSurrogateEmitter
{
    public static void Write(CodeWriter code, TypeModel type, TypeSurrogate surrogate)
    {
        TypeModel carrier = surrogate.Carrier;
        code.Line(ContractFile.Inherited);
        code.Line($"public static int MinimumSize => {carrier.PolicyCodec}.MinimumSize;");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.WriteHead(type));
        code.Line("writer.Enter();");
        code.Line($"{carrier.PolicyCodec}.Write(ref writer, {To(type, surrogate)});");
        code.Line("writer.Leave();");
        code.Close();
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.ReadHead(type));
        code.Line("reader.Enter(0);");
        code.Line($"{carrier.FullName} surrogate = {carrier.PolicyCodec}.Read(ref reader);");
        code.Line("reader.Leave();");
        code.Line($"return {From(type, surrogate)};");
        code.Close();
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line($"{CodecText.WriteJsonHead(type)} => {carrier.PolicyCodec}.WriteJson(ref writer, {To(type, surrogate)});");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Open(CodecText.ReadJsonHead(type));
        code.Line($"{carrier.FullName} surrogate = {carrier.PolicyCodec}.ReadJson(ref reader);");
        code.Line($"return {From(type, surrogate)};");
        code.Close();
        code.Line();
        Make(code, type, surrogate);
    }

    private static string To(TypeModel type, TypeSurrogate surrogate)
    {
        string made = $"{surrogate.Converter}.ToSurrogate(value)";
        if (!type.IsReferenceType)
        {
            return made;
        }

        string name = CodecText.Literal($"The surrogate of a {type.DisplayName}");
        return surrogate.Carrier.IsReferenceType ? $"value is null ? null : {CodecText.Space}CodecErrors.NotNull({made}, {name})" : $"value is null ? null : {made}";
    }

    private static string From(TypeModel type, TypeSurrogate surrogate) => type.IsReferenceType
        ? $"surrogate is null ? null : Make(surrogate{(surrogate.IsWrapped ? ".Value" : "")})"
        : "Make(surrogate)";

    // Only the user's code knows which surrogates stand for a value, and it says so in its own way.
    private static void Make(CodeWriter code, TypeModel type, TypeSurrogate surrogate)
    {
        string given = surrogate.IsWrapped ? surrogate.Carrier.FullName.TrimEnd('?') : type.IsReferenceType ? surrogate.Carrier.BareName : surrogate.Carrier.FullName;
        code.Open($"private static {type.BareName} Make({given} surrogate)");
        code.Line("try");
        code.Open("");
        string made = $"{surrogate.Converter}.FromSurrogate(surrogate)";
        code.Line(type.IsReferenceType ? $"return {CodecText.Space}CodecErrors.NotNull({made}, {CodecText.Literal($"The {type.DisplayName} of a surrogate")});" : $"return {made};");
        code.Close();
        code.Line("catch (global::System.Exception error) when (error is not global::Rpc.RpcException)");
        code.Open("");
        code.Line($"throw {CodecText.Space}CodecErrors.Unmakeable({CodecText.Literal(type.DisplayName)}, error);");
        code.Close();
        code.Close();
    }
}
