using System.Linq;
using System.Text.RegularExpressions;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Locking;

/// <summary>C# names as they stand in the file: with nullable annotations, without <c>global::</c>, names of tuple items and what escapes keywords.</summary>
internal static class LockNames
{
    // In the name of a type only the names of tuple items follow a space without a comma.
    private static readonly Regex ItemName = new("(?<!,) @?\\w+(?=[,)])", RegexOptions.CultureInvariant);

    /// <summary>The name of the type that emitted code writes as <paramref name="fullName"/>.</summary>
    public static string Of(string fullName) => ItemName.Replace(fullName.Replace("global::", string.Empty), string.Empty).Replace("@", string.Empty);

    /// <summary>The name of a member, in the form of C#; one that it is given for JSON stands for it.</summary>
    public static string Of(TypeMember member) =>
        member.JsonName != TypeJsonNames.Of(member.Name) && member.JsonName.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') ? member.JsonName : member.Name;
}
