using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>What two builds compare to know that their contracts are the same on the wire (docs/protocol.md).</summary>
internal static class ContractFingerprint
{
    private const int Bytes = 16;

    /// <summary>32 lower-case hexadecimal digits: the first half of the SHA-256 of a text with one line a method and one a type.</summary>
    public static string Of(IEnumerable<MethodModel> methods, IEnumerable<TypeShape> shapes)
    {
        using var hash = SHA256.Create();
        byte[] digest = hash.ComputeHash(Encoding.UTF8.GetBytes(Text(methods, shapes)));
        return string.Concat(digest.Take(Bytes).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static string Text(IEnumerable<MethodModel> methods, IEnumerable<TypeShape> shapes)
    {
        var text = new StringBuilder();
        foreach (MethodModel method in methods)
        {
            text.Append(method.Signature).Append(' ').Append(MethodTraits.Of(method)).Append(' ').Append(method.Result?.DisplayName ?? "void").Append('\n');
        }

        foreach (TypeShape type in shapes)
        {
            text.Append(type.Name).Append(' ').Append(type.Shape).Append('\n');
        }

        return text.ToString();
    }
}
