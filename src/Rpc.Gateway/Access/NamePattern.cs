using System.IO.Enumeration;

namespace Rpc.Gateway.Access;

/// <summary>Whether a name fits a pattern: <c>*</c> is any run of characters, <c>?</c> any one, everything else itself. Case counts.</summary>
internal static class NamePattern
{
    public static bool Fits(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern.Replace(@"\", @"\\", StringComparison.Ordinal), name, ignoreCase: false);
}
