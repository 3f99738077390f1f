using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Emitting;

/// <summary>Small pieces of C# text that the codec emitters share.</summary>
internal static class CodecText
{
    public const string Space = "global::Rpc.Codec.";

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The heads of the four methods of a codec.</summary>
    public static string WriteHead(TypeModel type) => $"public static void Write(ref {Space}RpcWriter writer, {type.CodecType} value)";

    public static string ReadHead(TypeModel type) => $"public static {type.CodecType} Read(ref {Space}RpcReader reader)";

    public static string WriteJsonHead(TypeModel type) => $"public static void WriteJson(ref {Space}RpcJsonWriter writer, {type.CodecType} value)";

    public static string ReadJsonHead(TypeModel type) => $"public static {type.CodecType} ReadJson(ref {Space}RpcJsonReader reader)";

    /// <summary>A switch over members by their place; without members none, which C# would complain about.</summary>
    public static string Switch(int members) => members == 0 ? "" : "switch (member)";

    /// <summary>What the codec of a type says of it.</summary>
    public static string Traits(TypeModel type) => $"{Space}CodecTraits<{type.FullName}, {type.PolicyCodec}>";

    /// <summary>A place in a run of bytes.</summary>
    public static string At(string run, int offset) => offset == 0 ? $"ref {run}" : $"ref {Space}Wire.At(ref {run}, {offset})";

    /// <summary>A place in a run of bytes to read from.</summary>
    public static string From(string run, int offset) => offset == 0 ? $"in {run}" : $"in {Space}Wire.From(in {run}, {offset})";

    /// <summary>Names for local variables, one for each member, that meet no other name in the method.</summary>
    public static string[] Locals(IReadOnlyList<string> members)
    {
        var taken = new HashSet<string>(System.StringComparer.Ordinal);
        var names = new string[members.Count];
        for (int i = 0; i < names.Length; i++)
        {
            string name = TypeJsonNames.Of(members[i].TrimStart('_')) + "Value";
            names[i] = taken.Add(name) ? name : name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            taken.Add(names[i]);
        }

        return names;
    }
}
