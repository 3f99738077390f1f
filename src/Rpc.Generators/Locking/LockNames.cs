using System.Text.RegularExpressions;

namespace Rpc.Generators.Locking;

/// <summary>C# names as they stand in the file: with nullable annotations, without <c>global::</c>, names of tuple items and what escapes keywords.</summary>
internal static class LockNames
{
    // In the name of a type only the names of tuple items follow a space without a comma.
    private static readonly Regex ItemName = new("(?<!,) @?\\w+(?=[,)])", RegexOptions.CultureInvariant);

    /// <summary>The name of the type that emitted code writes as <paramref name="fullName"/>.</summary>
    public static string Of(string fullName) => ItemName.Replace(fullName.Replace("global::", string.Empty), string.Empty).Replace("@", string.Empty);
}
